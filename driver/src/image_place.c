#include "image_place.h"

#define COUNT_OF(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))

static const mon_name_t volume_device = MON_NAME_INITIALIZER(L"\\DEVICE\\HARDDISKVOLUME");
static const mon_name_t system_root = MON_NAME_INITIALIZER(L"\\SYSTEMROOT\\");
static const mon_name_t dos_prefix = MON_NAME_INITIALIZER(L"\\??\\");

/* From the volume's root; SyChpe32 and SysArm32 hold the compiled-hybrid and 32-bit libraries of Windows on ARM. */
static const mon_name_t system_directories[] = {
    MON_NAME_INITIALIZER(L"\\WINDOWS\\SYSTEM32\\"),
    MON_NAME_INITIALIZER(L"\\WINDOWS\\SYSWOW64\\"),
    MON_NAME_INITIALIZER(L"\\WINDOWS\\SYSARM32\\"),
    MON_NAME_INITIALIZER(L"\\WINDOWS\\SYCHPE32\\"),
    MON_NAME_INITIALIZER(L"\\WINDOWS\\WINSXS\\*\\"),
};

static const mon_name_t user_directories[] = {
    MON_NAME_INITIALIZER(L"\\USERS\\"),
    MON_NAME_INITIALIZER(L"\\WINDOWS\\TEMP\\"),
    MON_NAME_INITIALIZER(L"\\PROGRAMDATA\\"),
    MON_NAME_INITIALIZER(L"\\$RECYCLE.BIN\\"),
};

/* IRQL: any. */
static bool starts_with(mon_name_t name, mon_name_t upper_prefix)
{
    return name.length >= upper_prefix.length && mon_name_equals((mon_name_t){name.chars, upper_prefix.length}, upper_prefix);
}

/* IRQL: any. */
static mon_name_t skip(mon_name_t name, uint32_t count)
{
    return (mon_name_t){name.chars + count, name.length - count};
}

/* What follows the volume, a backslash first; empty for a path that names no local volume, as one of a share. IRQL: any. */
static mon_name_t from_volume_root(mon_name_t path)
{
    uint32_t at = volume_device.length;

    if (starts_with(path, dos_prefix) && path.length >= 6 && path.chars[5] == ':') {
        return skip(path, 6);
    }
    if (!starts_with(path, volume_device)) {
        return (mon_name_t){NULL, 0};
    }
    while (at < path.length && path.chars[at] >= '0' && path.chars[at] <= '9') {
        at++;
    }
    /* A number, and then the root. */
    if (at == volume_device.length || at == path.length || path.chars[at] != '\\') {
        return (mon_name_t){NULL, 0};
    }
    return skip(path, at);
}

/* Whether the directory, which ends with a backslash, is the pattern, all of it. IRQL: any. */
static bool is_directory(mon_name_t directory, mon_name_t upper_pattern)
{
    uint32_t end;

    return mon_path_match(directory, upper_pattern, 0, &end) == upper_pattern.length && end == directory.length;
}

/* \SystemRoot is the Windows directory. IRQL: any. */
static mon_name_t windows_part(mon_name_t pattern)
{
    return skip(pattern, sizeof("\\WINDOWS") - 1);
}

/* IRQL: PASSIVE_LEVEL. */
bool mon_is_in_system_directory(mon_name_t path)
{
    mon_name_t directory = {path.chars, path.length - mon_base_name(path).length};
    bool is_below_system_root = starts_with(path, system_root);
    mon_name_t from_root =
        is_below_system_root ? skip(directory, system_root.length - 1) : from_volume_root(directory);

    for (uint32_t index = 0; index < COUNT_OF(system_directories); index++) {
        mon_name_t pattern = system_directories[index];

        if (is_directory(from_root, is_below_system_root ? windows_part(pattern) : pattern)) {
            return true;
        }
    }
    return false;
}

/* IRQL: PASSIVE_LEVEL. */
bool mon_is_below_user_directory(mon_name_t path)
{
    mon_name_t from_root = from_volume_root(path);

    for (uint32_t index = 0; index < COUNT_OF(user_directories); index++) {
        if (starts_with(from_root, user_directories[index])) {
            return true;
        }
    }
    return false;
}
