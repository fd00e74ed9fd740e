import type { RecordFields } from '../record/fields.ts'

type Role = 'Subject' | 'Target'

/** `DOMAIN\name` of a role of a Security record; the name alone where there is no domain. */
export function account(fields: RecordFields, role: Role): string | null {
  const name = fields.text(`${role}UserName`)
  const domain = fields.text(`${role}DomainName`)
  return name === null || domain === null ? name : `${domain}\\${name}`
}

/** The four values by which Security names the account that caused a record. */
interface Subject {
  subjectUserSid: string | null
  subjectUserName: string | null
  subjectDomainName: string | null
  subjectLogonId: string | null
}

interface Target {
  targetUserSid: string | null
  targetUserName: string | null
  targetDomainName: string | null
  targetLogonId: string | null
}

export function fillSubject(event: Subject, fields: RecordFields): void {
  event.subjectUserSid = fields.text('SubjectUserSid')
  event.subjectUserName = fields.text('SubjectUserName')
  event.subjectDomainName = fields.text('SubjectDomainName')
  event.subjectLogonId = fields.text('SubjectLogonId')
}

export function fillTarget(event: Target, fields: RecordFields): void {
  event.targetUserSid = fields.text('TargetUserSid')
  event.targetUserName = fields.text('TargetUserName')
  event.targetDomainName = fields.text('TargetDomainName')
  event.targetLogonId = fields.text('TargetLogonId')
}
