// Where something stands on its way: solid behind, a ring now, dashed where headquarters has not spoken yet.
import './parts.css'

export type Step = { label: string; note?: string | undefined; state: 'done' | 'now' | 'pencil' | 'act' | 'ahead' }

export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step) => (
        <li key={step.label} className={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          {step.label}
          <span className="cap">{step.note}</span>
        </li>
      ))}
    </ol>
  )
}
