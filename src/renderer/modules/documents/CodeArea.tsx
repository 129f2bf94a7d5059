// The text of a template: monospaced, with line numbers, the faulty line marked. Tab indents only when asked (Ctrl/⌘ ]),
// so that the keyboard can leave the field.
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react'

export type CodeHandle = { insert: (snippet: string) => void; goTo: (line: number) => void }

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  wrongLine: number | null
  disabled: boolean
  put: (text: string, from: number, to: number, snippet: string) => { text: string; cursor: number }
  ref: Ref<CodeHandle>
}

const LINE = 18

export function CodeArea({ label, value, onChange, wrongLine, disabled, put, ref }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLOListElement>(null)
  const wanted = useRef<number | null>(null)
  const lines = value.split('\n').length
  useEffect(() => {
    if (wanted.current === null || !area.current) return
    area.current.focus()
    area.current.setSelectionRange(wanted.current, wanted.current)
    wanted.current = null
  })
  useImperativeHandle(ref, () => ({
    insert: (snippet) => {
      const field = area.current
      if (!field || disabled) return
      const made = put(value, field.selectionStart, field.selectionEnd, snippet)
      wanted.current = made.cursor
      onChange(made.text)
    },
    goTo: (line) => {
      const field = area.current
      if (!field) return
      const start =
        value
          .split('\n')
          .slice(0, line - 1)
          .join('\n').length + (line > 1 ? 1 : 0)
      const end = value.indexOf('\n', start)
      field.focus()
      field.setSelectionRange(start, end < 0 ? value.length : end)
      field.scrollTop = Math.max(0, (line - 6) * LINE)
    },
  }))
  return (
    <div className="code-area">
      <ol ref={gutter} className="gutter" aria-hidden>
        {Array.from({ length: lines }, (_, at) => (
          <li key={at + 1} className={at + 1 === wrongLine ? 'wrong' : undefined}>
            {at + 1}
          </li>
        ))}
      </ol>
      <textarea
        ref={area}
        aria-label={label}
        aria-invalid={wrongLine !== null || undefined}
        value={value}
        spellCheck={false}
        wrap="off"
        readOnly={disabled}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
        }}
      />
    </div>
  )
}
