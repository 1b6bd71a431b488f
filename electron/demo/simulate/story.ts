import type { StoryLine } from '../inputs/types.ts'

/** The value a story line has on a day; null when the story says nothing about the target. */
export function storyValue(story: readonly StoryLine[], theme: string, target: string, day: number): number | null {
  const line = story.find((candidate) => candidate.theme === theme && candidate.target === target)
  if (line === undefined) return null
  if (day < line.fromDay) return line.before
  if (line.rampDays === 0 || day >= line.fromDay + line.rampDays) return line.after
  return line.before + ((line.after - line.before) * (day - line.fromDay)) / line.rampDays
}
