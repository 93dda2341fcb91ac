/** What is wrong in one cell of a table that somebody handed in; no column where the whole row is meant. */
export interface CellFault {
  row: number
  column: string
  detail: string
}

/** Where a fault lies, as the spreadsheet shows it. */
export function cellOf(fault: CellFault): string {
  return fault.column ? `第 ${fault.row} 行“${fault.column}”` : `第 ${fault.row} 行`
}
