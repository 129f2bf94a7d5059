/* Loaded in front of libc: while the file READ_ONLY_FLAG exists, every change to the files of one folder (READ_ONLY_FOLDER)
   is refused with EROFS, also through descriptors opened before: what a program meets when the system takes a failing disk
   away from under it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int inside(const char *path) {
  const char *folder = getenv("READ_ONLY_FOLDER");
  size_t length = folder ? strlen(folder) : 0;
  return length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}
static int taken_away(void) {
  const char *flag = getenv("READ_ONLY_FLAG");
  return flag && !syscall(SYS_faccessat, AT_FDCWD, flag, F_OK);
}
static int refuse(void) {
  errno = EROFS;
  return -1;
}
static int known(int fd) {
  char link[32], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return inside(path);
}

static int opening(const char *path, int flags, int mode) {
  if (taken_away() && inside(path) && (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC))) return refuse();
  return syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, int) : 0;
  va_end(more);
  return opening(path, flags, mode);
}
int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, int) : 0;
  va_end(more);
  return opening(path, flags, mode);
}
int access(const char *path, int how) {
  if ((how & W_OK) && taken_away() && inside(path)) return refuse();
  return syscall(SYS_faccessat, AT_FDCWD, path, how);
}
ssize_t write(int fd, const void *bytes, size_t length) { return taken_away() && known(fd) ? refuse() : syscall(SYS_write, fd, bytes, length); }
ssize_t writev(int fd, const struct iovec *parts, int count) { return taken_away() && known(fd) ? refuse() : syscall(SYS_writev, fd, parts, count); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  return taken_away() && known(fd) ? refuse() : syscall(SYS_pwrite64, fd, bytes, length, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }
int ftruncate64(int fd, off64_t length) { return taken_away() && known(fd) ? refuse() : syscall(SYS_ftruncate, fd, length); }
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }
int rename(const char *from, const char *to) {
  return taken_away() && (inside(from) || inside(to)) ? refuse() : syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}
int unlink(const char *path) { return taken_away() && inside(path) ? refuse() : syscall(SYS_unlink, path); }
