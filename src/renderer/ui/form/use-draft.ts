// State that survives a crash: useState whose value is kept in the store under a key until it is dropped.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { call } from '../../api.ts'
import { keepDraft, type DraftPlace } from './draft-keeper.ts'

/** What cannot be read back as an object (an older form, a broken line) counts as no draft. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const placeOf = (key: string): DraftPlace => ({
  load: async () => {
    const reply = await call('shell.draft', { key })
    const value = reply.ok && reply.value ? parsed(reply.value.value) : null
    return reply.ok && reply.value && typeof value === 'object' && value !== null ? { value, savedAt: reply.value.savedAt } : null
  },
  save: async (value) => {
    const reply = await call('shell.saveDraft', { key, value: JSON.stringify(value) })
    return reply.ok ? reply.value.savedAt : null
  },
  drop: async () => {
    await call('shell.dropDraft', { key })
  },
})

export type DraftState<Value> = {
  value: Value
  change: (next: Value | ((before: Value) => Value)) => void
  /** When the store last took it (epoch ms); null when there is nothing kept. */
  savedAt: number | null
  /** The value came from an earlier session; say so and offer `startOver`. */
  restored: boolean
  /** Throws the draft away and begins again. */
  startOver: () => void
  /** Throws the draft away after the form was sent. */
  drop: () => void
}

/** `key` names the form and, for an existing record, the record (`customers.edit:<id>`); undefined keeps nothing. */
export function useDraft<Value extends object>(key: string | undefined, initial: Value): DraftState<Value> {
  const [value, setValue] = useState(initial)
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const [restored, setRestored] = useState(false)
  const touched = useRef(false)
  const first = useRef(initial)
  const current = useRef(initial)
  const keeper = useMemo(() => (key ? keepDraft(placeOf(key), setSavedAt) : null), [key])

  const put = useCallback((next: Value) => {
    current.current = next
    setValue(next)
  }, [])

  useEffect(() => {
    if (!keeper) return
    let gone = false
    void keeper.load().then((draft) => {
      if (gone || touched.current || !draft) return
      put({ ...first.current, ...(draft.value as Value) })
      setSavedAt(draft.savedAt)
      setRestored(true)
    })
    const hidden = (): void => void keeper.flush()
    window.addEventListener('pagehide', hidden)
    window.addEventListener('blur', hidden)
    return () => {
      gone = true
      window.removeEventListener('pagehide', hidden)
      window.removeEventListener('blur', hidden)
      void keeper.flush()
    }
  }, [keeper, put])

  const change = useCallback(
    (next: Value | ((before: Value) => Value)) => {
      touched.current = true
      const made = typeof next === 'function' ? next(current.current) : next
      put(made)
      keeper?.change(made)
    },
    [keeper, put],
  )
  const drop = useCallback(() => {
    touched.current = true
    setRestored(false)
    void keeper?.drop()
  }, [keeper])
  const startOver = useCallback(() => {
    drop()
    put(first.current)
  }, [drop, put])
  return { value, change, savedAt, restored, startOver, drop }
}
