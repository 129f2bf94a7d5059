// A word in passing that nobody needs to read: 已复制, 已存为视图. Whatever must be read is a Notice in its place.
import { useEffect } from 'react'
import { create } from 'zustand'
import { Glyph } from './Glyph.tsx'
import './overlay.css'

type Said = { id: number; text: string }
const useSaid = create<{ said: readonly Said[] }>()(() => ({ said: [] }))
let count = 0

/** Shows a confirmation for three seconds. */
export function sayBriefly(text: string): void {
  const id = ++count
  useSaid.setState(({ said }) => ({ said: [...said.slice(-2), { id, text }] }))
}

function Passing({ id, text }: Said) {
  useEffect(() => {
    const timer = setTimeout(() => useSaid.setState(({ said }) => ({ said: said.filter((each) => each.id !== id) })), 3000)
    return () => clearTimeout(timer)
  }, [id])
  return (
    <div className="toast">
      <Glyph shape="tick" />
      {text}
    </div>
  )
}

/** Once, in the shell. */
export function Toasts() {
  const said = useSaid((state) => state.said)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {said.map((each) => (
        <Passing key={each.id} {...each} />
      ))}
    </div>
  )
}
