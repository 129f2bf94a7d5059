// A list opened with a question (a figure somewhere that counts just these rows) shows that question.
import { useEffect, useRef } from 'react'
import { ListFilter } from '../../../shared/list.ts'
import { remember, usePreferences } from '../../state.ts'

/** `params.filters` of the opener become the list's filters, each time it is opened so. */
export function useAsked(list: string, params: Readonly<Record<string, unknown>> | undefined): void {
  const taken = useRef<unknown>(undefined)
  useEffect(() => {
    const filters = ListFilter.array().safeParse(params?.['filters'])
    if (!filters.success || taken.current === params) return
    taken.current = params
    const kept = usePreferences.getState().values[`list.${list}`]
    const before = kept ? (JSON.parse(kept) as { arrangement?: object }) : {}
    remember(`list.${list}`, { view: '', arrangement: { ...before.arrangement, filters: filters.data } })
  }, [list, params])
}
