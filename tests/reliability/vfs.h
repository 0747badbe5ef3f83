/*
 * A VFS for SQLite that lies beneath it: the system's own, but for the calls that a plan spoils.
 * It counts the calls that touch the disk; the n-th fails, or is cut short, or the power goes.
 *
 * A power cut leaves on disk what a real one may: all that was synced, and of what was written
 * since the last sync nothing, or some writes and not others, or some sectors of them. A file that
 * was never synced is gone; one that was removed without a sync of its folder may be there again.
 * The process then ends at once, by _exit.
 */
#ifndef JHR_TESTS_VFS_H
#define JHR_TESTS_VFS_H

#include <stdbool.h>
#include <stdint.h>

enum vfs_fault {
    VFS_FINE,
    VFS_FAIL,  /* SQLITE_IOERR: nothing was done */
    VFS_SHORT, /* half was read or written, then an error */
    VFS_FULL,  /* half was written, then SQLITE_FULL */
    VFS_CUT    /* the power goes before this call */
};
struct vfs_plan {
    enum vfs_fault fault;
    long at;       /* the number of the first call that is spoiled, from 1 */
    bool stays;    /* all calls after it as well */
    uint32_t seed; /* of what a power cut leaves */
    long calls, spoiled;
};
extern struct vfs_plan vfs_plan;

#define VFS_NAME     "gestoord"
#define VFS_CUT_EXIT 42 /* the exit code of a power cut */
bool vfs_register(void);

#endif
