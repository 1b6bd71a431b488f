import { useCallback, useMemo } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import type { Slice } from '#shared/contract/slice.ts'
import type { SliceDimension } from '#shared/domain/slice.ts'
import { useChangeAddress } from './address.ts'
import { useBook } from './book.tsx'
import { changeParams, type Filters, globalParams, paramsOfSlice, readFilters } from './filters.ts'

/** The filters in the address, and a way to change some of them (null removes one). */
export function useFilters(): Filters & { change(changes: Readonly<Record<string, string | null>>): void } {
  const book = useBook()
  const [params] = useSearchParams()
  const changeAddress = useChangeAddress()
  const filters = useMemo(() => readFilters(params, book), [params, book])
  // Another parameter (an opened case, a tab) must not look like another question.
  const sliceText = JSON.stringify(filters.slice)
  const slice = useMemo(() => JSON.parse(sliceText) as Slice, [sliceText])
  const change = useCallback(
    (changes: Readonly<Record<string, string | null>>) => changeAddress(changes, { replace: true }),
    [changeAddress],
  )
  return { ...filters, slice, change }
}

/** The slice of the top bar alone, for pages that a drill-down does not narrow. */
export function useGlobalSlice(): Slice {
  const { slice } = useFilters()
  const { from, to, team, insurance } = slice
  return useMemo(
    () => ({
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(team === undefined ? {} : { team }),
      ...(insurance === undefined ? {} : { insurance }),
    }),
    [from, to, team, insurance],
  )
}

interface Go {
  /** Another page, the top bar's filters kept. */
  toPage(path: string, extra?: Readonly<Record<string, string>>): void
  toCases(slice: Slice): void
  toCase(caseNo: string, slice?: Slice): void
  toSurplus(slice: Slice, by: SliceDimension): void
}

export function useGo(): Go {
  const book = useBook()
  const navigate = useNavigate()
  const { search } = useLocation()
  return useMemo(() => {
    const params = new URLSearchParams(search)
    const go = (path: string, query: URLSearchParams): void => {
      void navigate({ pathname: path, search: query.toString() })
    }
    return {
      toPage: (path, extra = {}) => go(path, changeParams(globalParams(params), extra)),
      toCases: (slice) => go('/cases', paramsOfSlice(params, slice, book)),
      toCase: (caseNo, slice) => go('/cases', changeParams(paramsOfSlice(params, slice ?? {}, book), { case: caseNo })),
      toSurplus: (slice, by) => go('/surplus', changeParams(paramsOfSlice(params, slice, book), { by })),
    }
  }, [book, navigate, search])
}
