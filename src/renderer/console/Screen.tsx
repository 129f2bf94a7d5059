// A screen of the console: a head with its title, one line of what it is for and the next action, and a body that scrolls.
import type { ReactNode } from 'react'

export function Screen({
  title,
  says,
  actions,
  children,
}: {
  title: ReactNode
  says?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{title}</h1>
          {says && <p>{says}</p>}
        </div>
        {actions && <div className="row">{actions}</div>}
      </header>
      <div className="screen-body">{children}</div>
    </div>
  )
}
