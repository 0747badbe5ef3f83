#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct option_row {
    char short_name;
    const char *long_name, *argument, *commands;
};
static const struct option_row options[OPT_COUNT] = {
#define OPTION(id, short_name, long_name, argument, commands, nl, en)                              \
    {short_name, long_name, argument, commands},
#include "cli/options.def"
};
static const char *const commands[CMD_COUNT] = {
#define COMMAND(name, usage, nl, en) #name,
#include "cli/options.def"
};

static const char *const formats_of[CMD_COUNT] = {
#define FORMATS(command, formats) [CMD_##command] = formats,
#include "cli/options.def"
};

bool cli_read_engine(const char *name, jhr_engine *out)
{
    static const char *const names[] = {[JHR_ENGINE_SCALAR] = "scalar",
                                        [JHR_ENGINE_REFERENCE] = "reference",
                                        [JHR_ENGINE_BLOCK] = "block"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) == 0) {
            *out = (jhr_engine)i;
            return true;
        }
    }
    return false;
}

bool cli_has(const struct cli *c, enum cli_option o)
{
    return c->value[o] != NULL;
}

int cli_fail(const struct cli *c, int code, const char *nl, const char *en, const char *argument)
{
    fprintf(stderr, "jhr: %s", c->lang == JHR_LANG_NL ? nl : en);
    if (argument)
        fprintf(stderr, ": %s", argument);
    fputc('\n', stderr);
    return code;
}

void cli_talk(const struct cli *c, const char *nl, const char *en)
{
    if (!cli_has(c, OPT_QUIET))
        fprintf(stderr, "%s\n", c->lang == JHR_LANG_NL ? nl : en);
}

static void suggest(const struct cli *c, const char *wanted, const char *const *names, size_t n,
                    const char *before)
{
    const char *near = jhr_nearest(wanted, names, n);
    if (near)
        fprintf(stderr,
                c->lang == JHR_LANG_NL ? "     bedoelde u %s%s?\n" : "     did you mean %s%s?\n",
                before, near);
}

/* Does the blank-separated list hold the word? An empty list holds every word. */
static bool listed(const char *list, const char *word)
{
    size_t n = strlen(word);
    if (!*list)
        return true;
    for (const char *p = list; *p; p += strcspn(p, " "), p += strspn(p, " "))
        if (strcspn(p, " ") == n && strncmp(p, word, n) == 0)
            return true;
    return false;
}

static int find_option(const char *name, size_t n)
{
    for (int i = 0; i < OPT_COUNT; i++)
        if (strlen(options[i].long_name) == n && strncmp(options[i].long_name, name, n) == 0)
            return i;
    return -1;
}

static int find_short(char name)
{
    for (int i = 0; i < OPT_COUNT; i++)
        if (options[i].short_name && options[i].short_name == name)
            return i;
    return -1;
}

static int unknown_option(const struct cli *c, const char *word)
{
    const char *names[OPT_COUNT];
    char name[64];
    size_t n = strcspn(word + 2, "=");
    for (int i = 0; i < OPT_COUNT; i++)
        names[i] = options[i].long_name;
    cli_fail(c, EXIT_USAGE, "deze optie bestaat niet", "there is no such option", word);
    if (word[1] == '-' && n < sizeof name) {
        memcpy(name, word + 2, n);
        name[n] = '\0';
        suggest(c, name, names, OPT_COUNT, "--");
    }
    return EXIT_USAGE;
}

/* One word that begins with '-'. *i moves on when the next word is its argument. */
static int read_option(struct cli *c, int argc, char **argv, int *i)
{
    const char *word = argv[*i], *value = NULL;
    bool is_long = word[1] == '-';
    size_t n = is_long ? strcspn(word + 2, "=") : 0;
    int o = is_long ? find_option(word + 2, n) : find_short(word[1]);

    if (o < 0)
        return unknown_option(c, word);
    if (is_long && word[2 + n] == '=')
        value = word + 2 + n + 1;
    else if (!is_long && word[2])
        value = word + 2;
    if (!*options[o].argument && value)
        return cli_fail(c, EXIT_USAGE, "deze optie heeft geen waarde", "this option takes no value",
                        word);
    if (*options[o].argument && !value) {
        if (*i + 1 >= argc)
            return cli_fail(c, EXIT_USAGE, "na deze optie hoort een waarde",
                            "this option needs a value", word);
        value = argv[++*i];
    }
    c->value[o] = value ? value : "";
    return EXIT_DONE;
}

static int find_command(struct cli *c, const char *word)
{
    for (int i = 0; i < CMD_COUNT; i++) {
        if (strcmp(commands[i], word) == 0) {
            c->command = (enum cli_command)i;
            return EXIT_DONE;
        }
    }
    cli_fail(c, EXIT_USAGE, "deze opdracht bestaat niet", "there is no such command", word);
    suggest(c, word, commands, CMD_COUNT, "jhr ");
    return EXIT_USAGE;
}

static int read_choice(const struct cli *c, enum cli_option o, const char *const *names, size_t n,
                       int otherwise, int *out)
{
    *out = otherwise;
    if (!c->value[o])
        return EXIT_DONE;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(c->value[o], names[i]) == 0) {
            *out = (int)i;
            return EXIT_DONE;
        }
    }
    fprintf(stderr,
            c->lang == JHR_LANG_NL ? "jhr: --%s kan niet %s zijn, wel:"
                                   : "jhr: --%s cannot be %s, but:",
            options[o].long_name, c->value[o]);
    for (size_t i = 0; i < n; i++)
        fprintf(stderr, " %s", names[i]);
    fputc('\n', stderr);
    suggest(c, c->value[o], names, n, "");
    return EXIT_USAGE;
}

static int settle(struct cli *c)
{
    static const char *const formats[] = {"text",  "plain",  "compact",  "json",
                                          "sarif", "junit",  "markdown", "github",
                                          "html",  "gitlab", "csv"};
    static const char *const colors[] = {"auto", "always", "never"};
    static const char *const langs[] = {"nl", "en"};
    const char *no_color = getenv("NO_COLOR");
    bool plain = no_color && *no_color;
    int lang, format, color;

    if (read_choice(c, OPT_LANG, langs, 2, JHR_LANG_NL, &lang))
        return EXIT_USAGE;
    c->lang = (jhr_language)lang;
    if (read_choice(c, OPT_FORMAT, formats, sizeof formats / sizeof *formats, 0, &format) ||
        read_choice(c, OPT_COLOR, colors, 3, 0, &color))
        return EXIT_USAGE;
    c->csv = format == sizeof formats / sizeof *formats - 1;
    c->format = c->csv ? JHR_FORMAT_TEXT : (jhr_format)format;
    c->color_err = color == 1 || (color == 0 && !plain && isatty(STDERR_FILENO));
    c->color_out =
        color == 1 || (color == 0 && !plain && isatty(STDOUT_FILENO) && !c->value[OPT_OUTPUT]);
    return EXIT_DONE;
}

static int check_options_fit(const struct cli *c)
{
    for (int i = 0; i < OPT_COUNT; i++) {
        if (!c->value[i] || listed(options[i].commands, commands[c->command]))
            continue;
        fprintf(stderr,
                c->lang == JHR_LANG_NL ? "jhr: --%s hoort niet bij `jhr %s`; zie `jhr help %s`\n"
                                       : "jhr: --%s is no option of `jhr %s`; see `jhr help %s`\n",
                options[i].long_name, commands[c->command], commands[c->command]);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static int check_format_fits(const struct cli *c)
{
    const char *formats = formats_of[c->command] ? formats_of[c->command] : "text plain json";
    if (!c->value[OPT_FORMAT] || listed(formats, c->value[OPT_FORMAT]))
        return EXIT_DONE;
    fprintf(stderr,
            c->lang == JHR_LANG_NL ? "jhr: `jhr %s` kent de vorm %s niet, wel: %s\n"
                                   : "jhr: `jhr %s` has no format %s, but: %s\n",
            commands[c->command], c->value[OPT_FORMAT], formats);
    return EXIT_USAGE;
}

int cli_parse(struct cli *c, int argc, char **argv)
{
    bool only_words = false, has_command = false;
    int code = EXIT_DONE;

    for (int i = 1; i < argc; i++) /* the language first: it is that of what follows */
        if (strcmp(argv[i], "--lang=en") == 0 ||
            (strcmp(argv[i], "--lang") == 0 && i + 1 < argc && strcmp(argv[i + 1], "en") == 0))
            c->lang = JHR_LANG_EN;
    for (int i = 1; i < argc && code == EXIT_DONE; i++) {
        if (!only_words && strcmp(argv[i], "--") == 0)
            only_words = true;
        else if (!only_words && argv[i][0] == '-' && argv[i][1])
            code = read_option(c, argc, argv, &i);
        else if (!has_command) {
            code = find_command(c, argv[i]);
            has_command = true;
        } else
            c->args[c->args_n++] = argv[i];
    }
    if (code != EXIT_DONE || (code = settle(c)) != EXIT_DONE)
        return code;
    if (!has_command)
        c->command = cli_has(c, OPT_VERSION) ? CMD_version : CMD_help;
    if (cli_has(c, OPT_HELP) && c->command != CMD_help) {
        c->args[0] = commands[c->command];
        c->args_n = has_command ? 1 : 0;
        c->command = CMD_help;
    }
    if (!has_command && c->command == CMD_help && !cli_has(c, OPT_HELP)) {
        cli_help(c, NULL);
        return EXIT_USAGE;
    }
    code = check_options_fit(c);
    return code == EXIT_DONE && c->command != CMD_help ? check_format_fits(c) : code;
}
