#include "tests/reliability/vfs.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECTOR 512

struct vfs_plan vfs_plan;
static sqlite3_vfs *below;

/* ---- what would survive ---- */

struct change { /* since the last sync: bytes written, or a new length */
    struct change *next;
    sqlite3_int64 at;
    size_t n;
    unsigned char *bytes; /* NULL: the file now ends at `at` */
};
struct image {
    struct image *next;
    char name[512];
    bool there;   /* its name is in the folder, on disk */
    bool removed; /* and was removed since, without a sync of the folder */
    unsigned char *bytes;
    size_t n;
    struct change *first, **last;
};
static struct image *images;

static void *must(void *p)
{
    if (!p)
        abort();
    return p;
}

static void image_apply(struct image *m, sqlite3_int64 at, const unsigned char *bytes, size_t n)
{
    size_t end = (size_t)at + n;
    if (!bytes) {
        m->n = (size_t)at < m->n ? (size_t)at : m->n;
        return;
    }
    if (end > m->n) {
        m->bytes = must(realloc(m->bytes, end + 1));
        memset(m->bytes + m->n, 0, end - m->n);
        m->n = end;
    }
    memcpy(m->bytes + at, bytes, n);
}

static struct change *image_take(struct image *m)
{
    struct change *c = m->first;
    if (c) {
        m->first = c->next;
        if (!m->first)
            m->last = &m->first;
    }
    return c;
}

static void image_forget(struct change *c)
{
    free(c->bytes);
    free(c);
}

static void image_sync(struct image *m)
{
    struct change *c;
    while ((c = image_take(m))) {
        image_apply(m, c->at, c->bytes, c->n);
        image_forget(c);
    }
    m->there = true;
    m->removed = false;
}

static struct image *image_of(const char *name)
{
    struct image *m;
    FILE *f;
    for (m = images; m; m = m->next)
        if (strcmp(m->name, name) == 0)
            return m;
    m = must(calloc(1, sizeof *m));
    snprintf(m->name, sizeof m->name, "%s", name);
    m->last = &m->first;
    m->next = images;
    images = m;
    f = fopen(name, "rb"); /* it was there before this process: all of it is on disk */
    if (f) {
        unsigned char block[4096];
        for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
            image_apply(m, (sqlite3_int64)m->n, block, n);
        m->there = true;
        fclose(f);
    }
    return m;
}

/* The folder is on disk as it is: names that were removed are gone, new ones are there. */
static void folder_sync(void)
{
    for (struct image *m = images; m; m = m->next) {
        if (m->removed)
            m->n = 0;
        m->there = !m->removed;
    }
}

static void image_change(const char *name, sqlite3_int64 at, const void *bytes, size_t n)
{
    struct image *m = image_of(name);
    struct change *c = must(calloc(1, sizeof *c));
    c->at = at;
    c->n = n;
    if (bytes) {
        c->bytes = must(malloc(n + 1));
        memcpy(c->bytes, bytes, n);
    }
    *m->last = c;
    m->last = &c->next;
}

static uint32_t chance(void)
{
    vfs_plan.seed = vfs_plan.seed * 1664525u + 1013904223u;
    return vfs_plan.seed >> 16;
}

/* Some of the changes reach the disk before the power goes: whole ones, or sectors of them. */
static void image_survive(struct image *m, bool some, bool torn)
{
    struct change *c;
    while ((c = image_take(m))) {
        bool whole = some && chance() % 2;
        size_t step = torn && c->bytes ? SECTOR : c->n + 1;
        for (size_t from = 0; from < c->n || from == 0; from += step) {
            size_t n = c->n - from < step ? c->n - from : step;
            if (torn ? chance() % 2 : whole)
                image_apply(m, c->at + (sqlite3_int64)from, c->bytes ? c->bytes + from : NULL, n);
        }
        image_forget(c);
    }
}

static void power_cut(void)
{
    uint32_t way = chance() % 3; /* nothing, some writes, some sectors */
    for (struct image *m = images; m; m = m->next) {
        int fd;
        bool stays = m->there && (!m->removed || chance() % 2);
        image_survive(m, way > 0, way == 2);
        unlink(m->name);
        if (!stays)
            continue;
        fd = open(m->name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (fd < 0 || write(fd, m->bytes, m->n) != (ssize_t)m->n)
            abort();
        close(fd);
    }
    _exit(VFS_CUT_EXIT);
}

/* ---- the plan ---- */

/* Counts a call; true when it is to be spoiled. */
static bool spoiled(void)
{
    vfs_plan.calls++;
    if (vfs_plan.fault == VFS_FINE || vfs_plan.at <= 0 || vfs_plan.calls < vfs_plan.at ||
        (vfs_plan.calls > vfs_plan.at && !vfs_plan.stays))
        return false;
    if (vfs_plan.fault == VFS_CUT)
        power_cut();
    vfs_plan.spoiled++;
    return true;
}

/* ---- files ---- */

struct file {
    sqlite3_file base;
    const char *name; /* kept by SQLite as long as the file is open; NULL: a temporary file */
    bool kept;        /* its bytes count in a power cut */
    bool folder;      /* its first sync is one of the folder too: a WAL or a journal (os_unix.c) */
};
static sqlite3_file *real_of(sqlite3_file *f)
{
    return (sqlite3_file *)((char *)f + sizeof(struct file));
}
static struct file *mine(sqlite3_file *f)
{
    return (struct file *)f;
}
#define PASS(call, ...) (real_of(f)->pMethods->call(real_of(f), __VA_ARGS__))

static int x_close(sqlite3_file *f)
{
    return real_of(f)->pMethods->xClose(real_of(f));
}
static int x_read(sqlite3_file *f, void *out, int n, sqlite3_int64 at)
{
    if (!spoiled())
        return PASS(xRead, out, n, at);
    if (vfs_plan.fault != VFS_FAIL)
        (void)PASS(xRead, out, n / 2, at);
    return SQLITE_IOERR_READ;
}
static int x_write(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
    bool bad = spoiled();
    int code;
    if (bad && vfs_plan.fault == VFS_FAIL)
        return SQLITE_IOERR_WRITE;
    n = bad ? n / 2 : n;
    code = PASS(xWrite, bytes, n, at);
    if (code == SQLITE_OK && mine(f)->kept)
        image_change(mine(f)->name, at, bytes, (size_t)n);
    return !bad ? code : vfs_plan.fault == VFS_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}
static int x_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    int code;
    if (spoiled())
        return SQLITE_IOERR_TRUNCATE;
    code = PASS(xTruncate, n);
    if (code == SQLITE_OK && mine(f)->kept)
        image_change(mine(f)->name, n, NULL, 0);
    return code;
}
static int x_sync(sqlite3_file *f, int flags)
{
    int code;
    if (spoiled())
        return SQLITE_IOERR_FSYNC;
    code = PASS(xSync, flags);
    if (code == SQLITE_OK && mine(f)->kept) {
        image_sync(image_of(mine(f)->name));
        if (mine(f)->folder)
            folder_sync();
        mine(f)->folder = false;
    }
    return code;
}
static int x_size(sqlite3_file *f, sqlite3_int64 *n)
{
    return spoiled() ? SQLITE_IOERR_FSTAT : PASS(xFileSize, n);
}
static int x_lock(sqlite3_file *f, int level)
{
    return spoiled() ? SQLITE_IOERR_LOCK : PASS(xLock, level);
}
static int x_unlock(sqlite3_file *f, int level)
{
    return PASS(xUnlock, level);
}
static int x_reserved(sqlite3_file *f, int *out)
{
    return PASS(xCheckReservedLock, out);
}
static int x_control(sqlite3_file *f, int op, void *arg)
{
    return PASS(xFileControl, op, arg);
}
static int x_sector(sqlite3_file *f)
{
    return real_of(f)->pMethods->xSectorSize(real_of(f));
}
static int x_device(sqlite3_file *f)
{
    return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}
static int x_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return spoiled() ? SQLITE_IOERR_SHMMAP : PASS(xShmMap, page, size, extend, out);
}
static int x_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
    return PASS(xShmLock, at, n, flags);
}
static void x_shm_barrier(sqlite3_file *f)
{
    real_of(f)->pMethods->xShmBarrier(real_of(f));
}
static int x_shm_unmap(sqlite3_file *f, int remove)
{
    return PASS(xShmUnmap, remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, /* shared memory, but no files mapped into memory: each read is seen */
    .xClose = x_close,
    .xRead = x_read,
    .xWrite = x_write,
    .xTruncate = x_truncate,
    .xSync = x_sync,
    .xFileSize = x_size,
    .xLock = x_lock,
    .xUnlock = x_unlock,
    .xCheckReservedLock = x_reserved,
    .xFileControl = x_control,
    .xSectorSize = x_sector,
    .xDeviceCharacteristics = x_device,
    .xShmMap = x_shm_map,
    .xShmLock = x_shm_lock,
    .xShmBarrier = x_shm_barrier,
    .xShmUnmap = x_shm_unmap};

/* ---- the file system ---- */

static int x_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
    int code;
    (void)v;
    f->pMethods = NULL;
    if (spoiled())
        return SQLITE_CANTOPEN;
    mine(f)->name = name;
    mine(f)->kept = name && vfs_plan.fault == VFS_CUT &&
                    flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL);
    mine(f)->folder = (flags & SQLITE_OPEN_MAIN_DB) == 0;
    if (mine(f)->kept)
        image_of(name)->removed = false; /* looked at before it is made */
    code = below->xOpen(below, name, real_of(f), flags, out);
    if (code == SQLITE_OK)
        f->pMethods = &methods;
    return code;
}

static int x_delete(sqlite3_vfs *v, const char *name, int sync)
{
    int code;
    (void)v;
    if (spoiled())
        return SQLITE_IOERR_DELETE;
    code = below->xDelete(below, name, sync);
    if (code == SQLITE_OK && vfs_plan.fault == VFS_CUT) {
        struct image *m = image_of(name);
        for (struct change *c; (c = image_take(m));)
            image_forget(c);
        m->removed = true;
        if (sync) {
            m->there = false;
            m->n = 0;
        }
    }
    return code;
}

static int x_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
    (void)v;
    return spoiled() ? SQLITE_IOERR_ACCESS : below->xAccess(below, name, flags, out);
}

bool vfs_register(void)
{
    static sqlite3_vfs shim;
    below = sqlite3_vfs_find(NULL);
    if (!below)
        return false;
    shim = *below;
    shim.zName = VFS_NAME;
    shim.pNext = NULL;
    shim.szOsFile = (int)sizeof(struct file) + below->szOsFile;
    shim.xOpen = x_open;
    shim.xDelete = x_delete;
    shim.xAccess = x_access;
    return sqlite3_vfs_register(&shim, 0) == SQLITE_OK;
}
