import { type EventKind, type IndexField, eventKinds, indexFields } from '@win11mon/schemas'

/** Who, where from and how it is known: said of an event elsewhere than in what happened, or only when everything is asked for. */
const aside = new RegExp(
  `^(?:${[
    'executable|thread_id|user_name|user_sid|session_id|integrity_level|working_directory',
    '(?:process|parent|creator|object|recipient|mapper)_.*',
    'source_(?:record|guid|parent_guid|object_guid|process_id|start_us)',
    'provider|part_number|part_count|hashes|signature.*|original_file_name|call_trace|.*_guid|block_id|namespace',
    'is_.*|.*_us|image_base|image_size_bytes|handle_value|data|data_type|data_length_bytes|start_address',
    '(?:original_)?desired_access|granted_access',
    'file_version|file_description|product|company|token_elevation|elevated_token|virtual_account',
    '(?:.*_)?logon_id|.*_sid|logon_process|ntlm_package|key_length_bits|transmitted_services|restricted_admin_mode|outbound_.*',
    'lost_kind_number|.*_boot_id|.*_by_kind|ring_.*|schema_fingerprint|runtime_version|configuration_hash|quarantined_files',
  ].join('|')})$`,
)

/** The fields that tell what happened in an event of a kind, in the order of the catalogue: for one line about it. */
export function tellingFields(kind: EventKind): readonly IndexField[] {
  return byKind.get(kind) ?? []
}

const byKind: ReadonlyMap<EventKind, readonly IndexField[]> = new Map(
  eventKinds.map((kind) => [
    kind,
    indexFields.filter(({ name, kinds }) => kinds.includes(kind) && kinds.length < eventKinds.length && !aside.test(name)),
  ]),
)
