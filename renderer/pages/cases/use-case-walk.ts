import { useCallback, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useChangeAddress } from '#renderer/app/address.ts'

interface Numbered {
  readonly caseNo: string
}

/** The case opened over a list (the address has its number), and its neighbours as far as the list has been read. */
export interface CaseWalk {
  readonly caseNo: string | null
  readonly previous: string | null
  readonly next: string | null
  /** The list read a block of rows; the first one begins another list. */
  read(offset: number, rows: readonly Numbered[]): void
  show(caseNo: string): void
  close(): void
}

export function useCaseWalk(): CaseWalk {
  const [params] = useSearchParams()
  const changeAddress = useChangeAddress()
  const [around, setAround] = useState<readonly string[]>([])
  const caseNo = params.get('case')
  const read = useCallback(
    (offset: number, rows: readonly Numbered[]) => setAround((known) => extend(known, offset, rows)),
    [],
  )
  const go = useCallback(
    (next: string | null) => changeAddress({ case: next }, { replace: next === null }),
    [changeAddress],
  )
  const close = useCallback(() => go(null), [go])
  const at = caseNo === null ? -1 : around.indexOf(caseNo)
  return {
    caseNo,
    previous: at > 0 ? (around[at - 1] ?? null) : null,
    next: at >= 0 ? (around[at + 1] ?? null) : null,
    read,
    show: go,
    close,
  }
}

/** Case numbers in the order of the list, as far as they have been read. */
function extend(known: readonly string[], offset: number, rows: readonly Numbered[]): readonly string[] {
  const numbers = rows.map((row) => row.caseNo)
  if (offset === 0) return numbers
  if (offset > known.length) return known
  return [...known.slice(0, offset), ...numbers, ...known.slice(offset + rows.length)]
}
