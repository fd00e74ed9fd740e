/*
 * Faults between a program and its disk, preloaded (LD_PRELOAD). Files are those whose path has "spool.db" in it.
 * FAULT_CALL write or sync, FAULT_KIND eio, enospc or short (half is written, then there is no space), from the FAULT_FIRST-th
 * such call on, FAULT_COUNT of them. Every fault that happens writes one letter to FAULT_LOG.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int seen_calls;
static int fired_faults;

static void note(char letter)
{
    const char *path = getenv("FAULT_LOG");
    int file = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    ssize_t (*real_write)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");

    if (file >= 0) {
        (void)!real_write(file, &letter, 1);
        close(file);
    }
}

static int is_spool(int file)
{
    char link[64];
    char path[PATH_MAX];
    ssize_t length;

    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) {
        return 0;
    }
    path[length] = '\0';
    return strstr(path, "spool.db") != NULL;
}

static int is_due(int file, const char *call)
{
    const char *wanted = getenv("FAULT_CALL");
    const char *first = getenv("FAULT_FIRST");
    const char *count = getenv("FAULT_COUNT");

    if (wanted == NULL || first == NULL || count == NULL || strcmp(wanted, call) != 0 || !is_spool(file)) {
        return 0;
    }
    seen_calls += 1;
    if (seen_calls < atoi(first) || fired_faults >= atoi(count)) {
        return 0;
    }
    fired_faults += 1;
    return 1;
}

typedef ssize_t (*positioned_write_t)(int, const void *, size_t, off64_t);

static ssize_t write_at(const char *name, int file, const void *bytes, size_t length, off64_t position)
{
    positioned_write_t real = (positioned_write_t)dlsym(RTLD_NEXT, name);
    const char *kind = getenv("FAULT_KIND");

    if (!is_due(file, "write")) {
        return real(file, bytes, length, position);
    }
    if (strcmp(kind, "short") == 0 && fired_faults == 1) {
        note('s');
        return real(file, bytes, length / 2, position);
    }
    note('w');
    errno = strcmp(kind, "eio") == 0 ? EIO : ENOSPC;
    return -1;
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t position)
{
    return write_at("pwrite", file, bytes, length, position);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t position)
{
    return write_at("pwrite64", file, bytes, length, position);
}

ssize_t write(int file, const void *bytes, size_t length)
{
    ssize_t (*real)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    const char *kind = getenv("FAULT_KIND");

    if (!is_due(file, "write")) {
        return real(file, bytes, length);
    }
    if (strcmp(kind, "short") == 0 && fired_faults == 1) {
        note('s');
        return real(file, bytes, length / 2);
    }
    note('w');
    errno = strcmp(kind, "eio") == 0 ? EIO : ENOSPC;
    return -1;
}

static int sync_file(const char *name, int file)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);

    if (!is_due(file, "sync")) {
        return real(file);
    }
    note('f');
    errno = EIO;
    return -1;
}

int fsync(int file)
{
    return sync_file("fsync", file);
}

int fdatasync(int file)
{
    return sync_file("fdatasync", file);
}
