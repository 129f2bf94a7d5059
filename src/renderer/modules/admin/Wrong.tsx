// The line under several controls that are one answer: what is wrong with it, or a hint.
import { Glyph } from '../../ui/Glyph.tsx'

export function Wrong({ text, hint }: { text: string | undefined; hint?: string }) {
  if (!text) return hint ? <p className="hint">{hint}</p> : null
  return (
    <p className="field-error" role="alert">
      <Glyph shape="diamond" />
      <span>{text}</span>
    </p>
  )
}
