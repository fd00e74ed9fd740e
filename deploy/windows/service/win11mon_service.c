/*
 * Runs the collector as a Windows service. Node.js knows nothing of the service control manager, so this small host answers
 * it: it starts "bin\node.exe app\main.js collect --config CONFIG --stop-with-input" beside itself, ends the child's standard
 * input when the service has to stop, and reports the child's exit code when it ends by itself, so that the failure actions
 * of the service apply.
 *
 * Usage: as binPath of a service, "...\win11mon-service.exe" "CONFIG". What the child writes to its standard error stream goes
 * to collector-output.log beside CONFIG, anew with each start.
 */
#include <windows.h>
#include <wchar.h>

#define SERVICE_NAME L"win11mon-collector"
/* The collector stops within 10 s by itself; see docs/operations/collector.md. */
#define STOP_TIMEOUT_MS 15000u
#define COMMAND_CHARS 4096
/* ERROR_SERVICE_SPECIFIC_ERROR's code when the child could not be started at all. */
#define START_FAILED 1u

static SERVICE_STATUS_HANDLE status_handle;
static HANDLE stop_requested;
static wchar_t config_path[MAX_PATH];

static void report(DWORD state, DWORD exit_code, DWORD wait_hint_ms)
{
    SERVICE_STATUS status = {.dwServiceType = SERVICE_WIN32_OWN_PROCESS,
        .dwCurrentState = state,
        .dwControlsAccepted = state == SERVICE_RUNNING ? SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN : 0,
        .dwWin32ExitCode = exit_code == 0 ? NO_ERROR : ERROR_SERVICE_SPECIFIC_ERROR,
        .dwServiceSpecificExitCode = exit_code,
        .dwWaitHint = wait_hint_ms};

    (void)SetServiceStatus(status_handle, &status);
}

static DWORD WINAPI handle_control(DWORD control, DWORD type, void *data, void *context)
{
    (void)type;
    (void)data;
    (void)context;
    if (control == SERVICE_CONTROL_STOP || control == SERVICE_CONTROL_SHUTDOWN) {
        report(SERVICE_STOP_PENDING, 0, STOP_TIMEOUT_MS);
        (void)SetEvent(stop_requested);
        return NO_ERROR;
    }
    return control == SERVICE_CONTROL_INTERROGATE ? NO_ERROR : ERROR_CALL_NOT_IMPLEMENTED;
}

/* The directory of a path, without a backslash at its end. Returns how many characters it has. */
static size_t directory_of(const wchar_t *path, wchar_t *directory)
{
    const wchar_t *last = wcsrchr(path, L'\\');
    size_t length = last == NULL ? 0 : (size_t)(last - path);

    wmemcpy(directory, path, length);
    directory[length] = 0;
    return length;
}

static HANDLE open_output(void)
{
    wchar_t path[MAX_PATH + 32];
    size_t length = directory_of(config_path, path);
    SECURITY_ATTRIBUTES inherited = {.nLength = sizeof inherited, .bInheritHandle = TRUE};

    wcscpy(path + length, L"\\collector-output.log");
    return CreateFileW(path, GENERIC_WRITE, FILE_SHARE_READ, &inherited, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
}

/* A job whose processes end with it: the collector never outlives its service. */
static HANDLE make_job(void)
{
    HANDLE job = CreateJobObjectW(NULL, NULL);
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {.BasicLimitInformation = {.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE}};

    if (job != NULL) {
        (void)SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    }
    return job;
}

/* Starts the collector with the read end of a pipe as its input. False when it could not be started. */
static BOOL start_child(HANDLE *child, HANDLE *input)
{
    static wchar_t command[COMMAND_CHARS];
    wchar_t own[MAX_PATH];
    wchar_t directory[MAX_PATH];
    SECURITY_ATTRIBUTES inherited = {.nLength = sizeof inherited, .bInheritHandle = TRUE};
    STARTUPINFOW startup = {.cb = sizeof startup, .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION process = {0};
    HANDLE job = make_job();
    HANDLE output = open_output();
    HANDLE read_end;
    BOOL is_started;

    if (GetModuleFileNameW(NULL, own, MAX_PATH) == 0 || !CreatePipe(&read_end, input, &inherited, 0)) {
        return FALSE;
    }
    (void)SetHandleInformation(*input, HANDLE_FLAG_INHERIT, 0);
    (void)directory_of(own, directory);
    (void)_snwprintf(command, COMMAND_CHARS - 1, L"\"%ls\\bin\\node.exe\" \"%ls\\app\\main.js\" collect --config \"%ls\" --stop-with-input", directory,
        directory, config_path);
    startup.hStdInput = read_end;
    startup.hStdOutput = output;
    startup.hStdError = output;
    is_started = CreateProcessW(NULL, command, NULL, NULL, TRUE, CREATE_NO_WINDOW | CREATE_SUSPENDED, NULL, directory, &startup, &process);
    (void)CloseHandle(read_end);
    if (output != INVALID_HANDLE_VALUE) {
        (void)CloseHandle(output);
    }
    if (is_started) {
        (void)AssignProcessToJobObject(job, process.hProcess);
        (void)ResumeThread(process.hThread);
        (void)CloseHandle(process.hThread);
        *child = process.hProcess;
    }
    return is_started;
}

/* Waits for the end of the child or of the service; returns what to report. */
static DWORD attend(HANDLE child, HANDLE input)
{
    HANDLE either[] = {child, stop_requested};
    DWORD exit_code = START_FAILED;

    if (WaitForMultipleObjects(2, either, FALSE, INFINITE) == WAIT_OBJECT_0 + 1) {
        (void)CloseHandle(input);
        if (WaitForSingleObject(child, STOP_TIMEOUT_MS) != WAIT_OBJECT_0) {
            (void)TerminateProcess(child, START_FAILED);
            (void)WaitForSingleObject(child, INFINITE);
        }
    }
    (void)GetExitCodeProcess(child, &exit_code);
    return exit_code;
}

static void WINAPI service_main(DWORD argument_count, wchar_t **arguments)
{
    HANDLE child = NULL;
    HANDLE input = NULL;

    (void)argument_count;
    (void)arguments;
    status_handle = RegisterServiceCtrlHandlerExW(SERVICE_NAME, handle_control, NULL);
    if (status_handle == NULL) {
        return;
    }
    report(SERVICE_START_PENDING, 0, 10000);
    stop_requested = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (stop_requested == NULL || !start_child(&child, &input)) {
        report(SERVICE_STOPPED, START_FAILED, 0);
        return;
    }
    report(SERVICE_RUNNING, 0, 0);
    report(SERVICE_STOPPED, attend(child, input), 0);
}

int wmain(int argument_count, wchar_t **arguments)
{
    SERVICE_TABLE_ENTRYW table[] = {{SERVICE_NAME, service_main}, {NULL, NULL}};

    if (argument_count != 2 || wcslen(arguments[1]) >= MAX_PATH) {
        return ERROR_INVALID_PARAMETER;
    }
    wcscpy(config_path, arguments[1]);
    return StartServiceCtrlDispatcherW(table) ? 0 : (int)GetLastError();
}
