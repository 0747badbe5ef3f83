#include "cli/cli.h"

#include <string.h>

struct words {
    const char *name, *usage, *text[2];
};
static const struct words commands[CMD_COUNT] = {
#define COMMAND(name, usage, nl, en) {#name, usage, {nl, en}},
#include "cli/options.def"
};
struct option_words {
    char short_name;
    const char *long_name, *argument, *commands, *text[2];
};
static const struct option_words options[OPT_COUNT] = {
#define OPTION(id, short_name, long_name, argument, commands, nl, en)                              \
    {short_name, long_name, argument, commands, {nl, en}},
#include "cli/options.def"
};
static const char *const formats_of[CMD_COUNT] = {
#define FORMATS(command, formats) [CMD_##command] = formats,
#include "cli/options.def"
};
static const struct {
    const char *command, *line;
} examples[] = {
#define EXAMPLE(command, line) {#command, line},
#include "cli/options.def"
};

/* A text and blanks up to a width in letters: printf counts bytes. */
static void print_padded(const char *text, int width)
{
    int letters = 0;
    for (const char *p = text; *p; p++)
        letters += ((unsigned char)*p & 0xc0) != 0x80;
    printf("%s%*s", text, letters < width ? width - letters : 1, "");
}

static void print_option(const struct option_words *o, jhr_language lang)
{
    char left[64];
    int n = 0;
    if (o->short_name)
        n = snprintf(left, sizeof left, "-%c, --%s", o->short_name, o->long_name);
    else
        n = snprintf(left, sizeof left, "    --%s", o->long_name);
    if (*o->argument && n > 0 && (size_t)n < sizeof left)
        snprintf(left + n, sizeof left - (size_t)n, " %s", o->argument);
    printf("  ");
    print_padded(left, 33);
    puts(o->text[lang]);
}

static void print_options(const char *command, jhr_language lang)
{
    for (int i = 0; i < OPT_COUNT; i++)
        if (command ? *options[i].commands && strstr(options[i].commands, command) != NULL
                    : !*options[i].commands)
            print_option(&options[i], lang);
}

static void print_all(jhr_language lang)
{
    puts(lang == JHR_LANG_NL
             ? "jhr: regels voor de toegang tot jeugdhulp, gecontroleerd en "
               "uitgevoerd\n\nOpdrachten:"
             : "jhr: rules for admission to youth care, checked and decided\n\nCommands:");
    for (int i = 0; i < CMD_COUNT; i++) {
        printf("  jhr ");
        print_padded(commands[i].usage, 32);
        puts(commands[i].text[lang]);
    }
    puts(lang == JHR_LANG_NL ? "\nOpties bij elke opdracht:" : "\nOptions of every command:");
    print_options(NULL, lang);
    puts(lang == JHR_LANG_NL ? "\nBegin met: jhr demo" : "\nStart with: jhr demo");
}

int cli_help(const struct cli *c, const char *command)
{
    if (!command) {
        print_all(c->lang);
        return EXIT_DONE;
    }
    for (int i = 0; i < CMD_COUNT; i++) {
        if (strcmp(commands[i].name, command) != 0)
            continue;
        printf("jhr %s\n  %s\n", commands[i].usage, commands[i].text[c->lang]);
        puts(c->lang == JHR_LANG_NL ? "\nOpties:" : "\nOptions:");
        print_options(command, c->lang);
        print_options(NULL, c->lang);
        if (formats_of[i])
            printf("%s%s\n", c->lang == JHR_LANG_NL ? "\nVormen: " : "\nFormats: ", formats_of[i]);
        for (size_t k = 0; k < sizeof examples / sizeof *examples; k++)
            if (strcmp(examples[k].command, command) == 0)
                printf("%s  %s\n", c->lang == JHR_LANG_NL ? "\nVoorbeeld:\n" : "\nExample:\n",
                       examples[k].line);
        return EXIT_DONE;
    }
    return cli_fail(c, EXIT_USAGE, "deze opdracht bestaat niet", "there is no such command",
                    command);
}

int cli_version(const struct cli *c)
{
    if (c->format == JHR_FORMAT_JSON)
        printf("{\"versie\":\"%s\"}\n", JHR_VERSION);
    else
        printf("jhr %s\n", JHR_VERSION);
    return EXIT_DONE;
}
