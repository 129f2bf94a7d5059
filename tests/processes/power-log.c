/* Loaded in front of libc: writes down every change a process makes to the files of one folder (POWER_FOLDER), with its
   bytes, and every fsync of a file or of the folder itself, into POWER_LOG. From that log any state a power cut may leave can be made (power-cut.ts). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST 4096
static char *names[MOST]; /* what an open descriptor of the folder is called */
static int into = -1;

static void note(char kind, const char *name, int64_t at, const void *bytes, uint32_t length) {
  if (into < 0) {
    const char *path = getenv("POWER_LOG");
    if (!path) return;
    into = syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_APPEND, 0600);
  }
  uint32_t carried = bytes ? length : 0, named = strlen(name), size = 17 + named + carried;
  char *record = malloc(size);
  record[0] = kind;
  memcpy(record + 1, &named, 4);
  memcpy(record + 5, &at, 8);
  memcpy(record + 13, &carried, 4);
  memcpy(record + 17, name, named);
  if (bytes) memcpy(record + 17 + named, bytes, length);
  if (syscall(SYS_write, into, record, size) != size) abort();
  free(record);
}

static const char *ours(const char *path) {
  const char *folder = getenv("POWER_FOLDER");
  size_t length = folder ? strlen(folder) : 0;
  if (length && !strcmp(path, folder)) return ".";
  if (!length || strncmp(path, folder, length) || path[length] != '/') return 0;
  if (!path[length + 1]) return ".";
  const char *name = path + length + 1, *end = strrchr(name, '-');
  return strchr(name, '/') || (end && !strcmp(end, "-shm")) ? 0 : name;
}
static const char *known(int fd) { return fd >= 0 && fd < MOST ? names[fd] : 0; }
static int opening(const char *path, int flags, int mode) {
  int created = ours(path) && (flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK);
  int fd = syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  const char *name = fd >= 0 && fd < MOST ? ours(path) : 0;
  if (fd >= 0 && fd < MOST) names[fd] = name ? strdup(name) : 0;
  if (name && created) note('C', name, 0, 0, 0);
  return fd;
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
int close(int fd) {
  if (fd >= 0 && fd < MOST) names[fd] = 0;
  return syscall(SYS_close, fd);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  ssize_t n = syscall(SYS_pwrite64, fd, bytes, length, at);
  if (n > 0 && known(fd)) note('W', known(fd), at, bytes, n);
  return n;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }
ssize_t write(int fd, const void *bytes, size_t length) {
  int64_t at = known(fd) ? syscall(SYS_lseek, fd, 0, SEEK_CUR) : 0;
  ssize_t n = syscall(SYS_write, fd, bytes, length);
  if (n > 0 && known(fd)) note('W', known(fd), at, bytes, n);
  return n;
}
int ftruncate64(int fd, off64_t length) {
  int r = syscall(SYS_ftruncate, fd, length);
  if (!r && known(fd)) note('T', known(fd), length, 0, 0);
  return r;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }
int fsync(int fd) {
  int r = syscall(SYS_fsync, fd);
  if (!r && known(fd)) note('S', known(fd), 0, 0, 0);
  return r;
}
int fdatasync(int fd) {
  int r = syscall(SYS_fdatasync, fd);
  if (!r && known(fd)) note('S', known(fd), 0, 0, 0);
  return r;
}
/* The new name, and the old one as its bytes. */
int rename(const char *from, const char *to) {
  int r = syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
  if (!r && ours(from) && ours(to)) note('R', ours(to), 0, ours(from), strlen(ours(from)));
  return r;
}
int unlink(const char *path) {
  int r = syscall(SYS_unlink, path);
  if (!r && ours(path)) note('U', ours(path), 0, 0, 0);
  return r;
}
