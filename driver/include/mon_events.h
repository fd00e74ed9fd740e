/*
 * Decoded events as the client library hands them out. The records on the wire are compact and variable in length
 * (mon_records_generated.h); these structures are fixed in size, and a text that does not fit is cut and terminated.
 * In C, zero stands for "not known"; the records themselves tell the two apart.
 */
#ifndef MON_EVENTS_H
#define MON_EVENTS_H

#include <stddef.h>
#include <stdint.h>
#include "mon_records_generated.h"

/* UTF-16 code unit, whatever the compiler's wchar_t is. */
typedef uint16_t mon_char16_t;

#define MON_EVENT_PATH_CHARS 260
#define MON_EVENT_COMMAND_LINE_CHARS 512
#define MON_EVENT_DATA_BYTES 64

/* Numbers of the callback events; the kind of the record is 64 more. */
typedef enum _MON_CALLBACK_EVENT_TYPE {
    MonCbEvent_ProcessCreate = 0,
    MonCbEvent_ProcessTerminate = 1,
    MonCbEvent_ThreadCreate = 2,
    MonCbEvent_ThreadTerminate = 3,
    MonCbEvent_ImageLoad = 4,
    MonCbEvent_HandleCreate = 5,
    MonCbEvent_HandleDuplicate = 6,
    MonCbEvent_RegistryOperation = 7,
    MonCbEvent_IoRingScan = 8,
    MonCbEvent_ProcessProfile = 9,
    MonCbEvent_Gap = 10,
} MON_CALLBACK_EVENT_TYPE;
MON_STATIC_ASSERT(MON_KIND_FIRST + MonCbEvent_RegistryOperation == MON_KIND_REGISTRY_OPERATION, "kinds follow the event types");
MON_STATIC_ASSERT(MON_KIND_FIRST + MonCbEvent_Gap == MON_KIND_GAP, "kinds follow the event types");

/* CreateTime: 100 ns since 1601. */
typedef struct _MON_PROCESS_CREATE_EVENT {
    uint32_t ProcessId;
    uint32_t ParentProcessId;
    uint32_t CreatingThreadId;
    uint32_t CreatorProcessId;
    uint64_t CreateTime;
    mon_char16_t ImageFileName[MON_EVENT_PATH_CHARS];
    mon_char16_t CommandLine[MON_EVENT_COMMAND_LINE_CHARS];
    uint8_t IsSubsystemProcess;
    uint8_t IsTruncated;
    /* ImageFileName is only what the creator passed. */
    uint8_t IsImageFileNamePartial;
    uint8_t Reserved;
    uint32_t SessionId;
    uint32_t IntegrityLevel;
    /* NTSTATUS with which another driver denied the creation: the process never ran. 0 when nobody did. */
    int32_t DeniedStatus;
} MON_PROCESS_CREATE_EVENT, *PMON_PROCESS_CREATE_EVENT;
MON_STATIC_ASSERT(sizeof(MON_PROCESS_CREATE_EVENT) == 1584, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_PROCESS_CREATE_EVENT, CreateTime) == 16, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_PROCESS_CREATE_EVENT, ImageFileName) == 24, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_PROCESS_CREATE_EVENT, CommandLine) == 544, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_PROCESS_CREATE_EVENT, IsSubsystemProcess) == 1568, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_PROCESS_CREATE_EVENT, SessionId) == 1572, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_PROCESS_CREATE_EVENT, IntegrityLevel) == 1576, "client layout is frozen");

/* TerminateTime: 100 ns since 1601. TotalIoRingOperations stays 0: no callback sees them. */
typedef struct _MON_PROCESS_TERMINATE_EVENT {
    uint32_t ProcessId;
    uint32_t Reserved;
    uint64_t TerminateTime;
    int32_t ExitStatus;
    uint32_t Reserved2;
    uint64_t TotalIoRingOperations;
    uint32_t AnomalyScore;
    uint32_t Reserved3;
} MON_PROCESS_TERMINATE_EVENT, *PMON_PROCESS_TERMINATE_EVENT;
MON_STATIC_ASSERT(sizeof(MON_PROCESS_TERMINATE_EVENT) == 40, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_PROCESS_TERMINATE_EVENT, TerminateTime) == 8, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_PROCESS_TERMINATE_EVENT, ExitStatus) == 16, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_PROCESS_TERMINATE_EVENT, TotalIoRingOperations) == 24, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_PROCESS_TERMINATE_EVENT, AnomalyScore) == 32, "client layout is frozen");

/* Thread create: the creator is the caller. Thread exit: creator members are 0. */
typedef struct _MON_THREAD_EVENT {
    uint32_t ProcessId;
    uint32_t ThreadId;
    uint32_t CreatorProcessId;
    uint32_t CreatorThreadId;
    uint64_t StartAddress;
} MON_THREAD_EVENT, *PMON_THREAD_EVENT;
MON_STATIC_ASSERT(sizeof(MON_THREAD_EVENT) == 24, "client layout is frozen");

typedef struct _MON_IMAGE_LOAD_EVENT {
    uint32_t ProcessId;
    uint32_t Reserved;
    uint64_t ImageBase;
    uint64_t ImageSize;
    mon_char16_t ImageFileName[MON_EVENT_PATH_CHARS];
    uint8_t IsIoRingRelated;
    uint8_t IsSuspicious;
    uint8_t SuspiciousReason;
    uint8_t SignatureLevel;
    /* Who mapped the image, when that was another process. */
    uint32_t MapperProcessId;
} MON_IMAGE_LOAD_EVENT, *PMON_IMAGE_LOAD_EVENT;
MON_STATIC_ASSERT(sizeof(MON_IMAGE_LOAD_EVENT) == 552, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_IMAGE_LOAD_EVENT, ImageBase) == 8, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_IMAGE_LOAD_EVENT, ImageFileName) == 24, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_IMAGE_LOAD_EVENT, IsIoRingRelated) == 544, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_IMAGE_LOAD_EVENT, SuspiciousReason) == 546, "client layout is frozen");

/*
 * SourceProcessId is the actor, TargetProcessId the process acted on. Handle stays 0: the kernel does not tell it.
 * DesiredAccess is what the new handle was granted, or asked for when that is not known. Operation: 0 create, 1 duplicate.
 * MON_HANDLE_ROLES adds what does not fit here.
 */
typedef struct _MON_HANDLE_OP_EVENT {
    uint32_t SourceProcessId;
    uint32_t TargetProcessId;
    uint64_t Handle;
    uint32_t DesiredAccess;
    uint32_t OriginalDesiredAccess;
    uint8_t WasModified;
    uint8_t Operation;
    uint8_t ObjectType;
    uint8_t Reserved[5];
} MON_HANDLE_OP_EVENT, *PMON_HANDLE_OP_EVENT;
MON_STATIC_ASSERT(sizeof(MON_HANDLE_OP_EVENT) == 32, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_HANDLE_OP_EVENT, DesiredAccess) == 16, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_HANDLE_OP_EVENT, WasModified) == 24, "client layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_HANDLE_OP_EVENT, ObjectType) == 26, "client layout is frozen");

/* The roles of a handle operation: for a duplicate, whose handle was copied and who received the copy. */
typedef struct _MON_HANDLE_ROLES {
    uint32_t ActorProcessId;
    uint32_t ActorThreadId;
    uint32_t ObjectProcessId;
    uint32_t ObjectThreadId;
    uint32_t HandleOwnerProcessId;
    uint32_t RecipientProcessId;
    uint32_t GrantedAccess;
    int32_t Status;
} MON_HANDLE_ROLES, *PMON_HANDLE_ROLES;
MON_STATIC_ASSERT(sizeof(MON_HANDLE_ROLES) == 32, "client layout is frozen");

/*
 * DataLength counts all bytes written; DataBytes of them stand in Data. Operation: MON_REGISTRY_OPERATION_TYPE_... ValueName
 * holds the new name of a renamed key and the file of a hive that was loaded or replaces another.
 */
typedef struct _MON_REGISTRY_EVENT {
    uint32_t ProcessId;
    uint32_t ThreadId;
    uint32_t DataType;
    uint32_t DataLength;
    uint32_t DataBytes;
    uint8_t Operation;
    uint8_t Reserved[3];
    mon_char16_t KeyPath[MON_EVENT_PATH_CHARS];
    mon_char16_t ValueName[MON_EVENT_PATH_CHARS];
    uint8_t Data[MON_EVENT_DATA_BYTES];
} MON_REGISTRY_EVENT, *PMON_REGISTRY_EVENT;
MON_STATIC_ASSERT(sizeof(MON_REGISTRY_EVENT) == 1128, "client layout is frozen");

typedef struct _MON_IORING_SCAN_EVENT {
    uint32_t ProcessId;
    uint32_t HandleCount;
    uint32_t AccessMask;
    uint32_t RegisteredBufferCount;
    uint32_t ViolationFlags;
    int32_t Status;
    uint8_t Trigger;
    /* MON_SCAN_INSPECTION_... and MON_SCAN_INSPECTION_REASON_...: 255 when the record does not say. */
    uint8_t Inspection;
    uint8_t InspectionReason;
    uint8_t Reserved;
    uint32_t InspectedHandleCount;
} MON_IORING_SCAN_EVENT, *PMON_IORING_SCAN_EVENT;
MON_STATIC_ASSERT(sizeof(MON_IORING_SCAN_EVENT) == 32, "client layout is frozen");

typedef struct _MON_PROCESS_PROFILE_EVENT {
    uint32_t ProcessId;
    uint32_t ThreadCreates;
    uint32_t RemoteThreadCreates;
    uint32_t ImageLoads;
    uint32_t IoRingImageLoads;
    uint32_t HandleCreates;
    uint32_t HandleDuplicates;
    uint32_t RegistryOperations;
    uint32_t Children;
    uint32_t IoRingHandlePeak;
    uint32_t ViolationFlags;
    uint32_t AnomalyScore;
    uint64_t LifetimeUs;
} MON_PROCESS_PROFILE_EVENT, *PMON_PROCESS_PROFILE_EVENT;
MON_STATIC_ASSERT(sizeof(MON_PROCESS_PROFILE_EVENT) == 56, "client layout is frozen");

/* Kind 0 when it is not known which kind was lost. Reason: MON_GAP_REASON_... */
typedef struct _MON_GAP_EVENT {
    uint64_t LostCount;
    int64_t FirstTimeUs;
    int64_t LastTimeUs;
    uint32_t Kind;
    uint8_t Reason;
    uint8_t Reserved[3];
} MON_GAP_EVENT, *PMON_GAP_EVENT;
MON_STATIC_ASSERT(sizeof(MON_GAP_EVENT) == 32, "client layout is frozen");

#endif
