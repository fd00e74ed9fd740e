const names = `
  @timestamp @version AccountName AccountType ActivityID Category Channel Computer Correlation Domain EventData EventID EventId
  EventLevelName EventOriginId EventReceivedTime EventRecordID EventSourceName EventTime EventType ExecutionProcessID
  ExecutionThreadID Execution_ProcessID Execution_ThreadID Hostname Keywords Level LevelDisplayName LogName MG ManagementGroupName
  Message MessageSourceAddress Opcode OpcodeDisplayName OpcodeValue ProcessID Provider ProviderGuid ProviderName Qualifiers
  RecordID RecordId RecordNumber RelatedActivityID Security Severity SeverityValue SourceComputerId SourceModuleName SourceModuleType
  SourceName SourceSystem StringInserts Sysmon System Task TaskDisplayName TenantId ThreadID TimeCreated TimeGenerated TimeWritten Type
  UserData UserID Version _ResourceId _time event_id host index linecount port source sourcetype splunk_server tags timestamp`

/** Names that exporters give, beside an event's own values, to what every record has. */
export const headerNames: ReadonlySet<string> = new Set(names.trim().split(/\s+/))
