// The groups of a list with their counts and sums, and which of them a person opened: all folded at first, so that the
// overview is there before any row is asked for.
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { GroupKey, ListPage } from '../../../shared/list.ts'
import { isOpen, layoutOf, type Layout, type Open } from './groups.ts'
import type { AskPage, Question } from './row-window.ts'

type Answer = Pick<ListPage<unknown>, 'total' | 'totals' | 'groups'>
export type Groups = {
  layout: Layout
  answer: Answer
  open: Open
  toggle: (key: GroupKey) => void
  openAll: (on: boolean) => void
}
const folded: Open = new Set()

/**
 * The question with what is open in it, for the rows; and the groups once the store told them, null without grouping.
 * `turn` changes when the rows may have changed.
 */
export function useGroups(page: AskPage<unknown>, asked: Question, turn: unknown): { question: Question; groups: Groups | null } {
  const [opened, setOpened] = useState<{ of: Question; open: Open }>({ of: asked, open: folded })
  const [told, setTold] = useState<{ of: Question; answer: Answer } | null>(null)
  const open = opened.of === asked ? opened.open : folded
  const { group } = asked
  useEffect(() => {
    if (!group) return
    let current = true
    void page({ ...asked, offset: 0, limit: 0 }).then((reply) => {
      if (current && reply.ok) setTold({ of: asked, answer: reply.value })
    })
    return () => void (current = false)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `page` may be another function each time and asks the same
  }, [asked, group, turn])
  const question = useMemo(
    () => (group ? { ...asked, group: { ...group, only: open === 'all' ? null : [...open] } } : asked),
    [asked, group, open],
  )
  const answer = told?.of === asked ? told.answer : null
  const layout = useMemo(() => (answer?.groups ? layoutOf(answer.groups, open) : null), [answer, open])
  const keys = answer?.groups
  const toggle = useCallback(
    (key: GroupKey) => {
      const now = new Set(open === 'all' ? (keys ?? []).map((each) => each.key) : open)
      if (isOpen(open, key)) now.delete(key)
      else now.add(key)
      setOpened({ of: asked, open: now })
    },
    [asked, keys, open],
  )
  const openAll = useCallback((on: boolean) => setOpened({ of: asked, open: on ? 'all' : folded }), [asked])
  return { question, groups: group && layout && answer ? { layout, answer, open, toggle, openAll } : null }
}
