/** The server's permissions that the desk asks about; the server decides, the desk only hides doors. */
export type Permission =
  | 'inspection_read'
  | 'inspection_comment'
  | 'inspection_review'
  | 'evidence_read'
  | 'quarantine_read'
  | 'quarantine_resolve'
  | 'device_read'
  | 'device_revoke'
  | 'account_manage'
  | 'reference_read'
