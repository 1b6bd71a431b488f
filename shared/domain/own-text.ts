/** From this length on, a piece cut out of a text shares its memory. */
const SHARED_LENGTH = 13

/**
 * The same text with memory of its own. What is cut out of a piece of a file keeps that whole piece alive: a thousand remembered names
 * would hold on to the file. For texts that are remembered, not for those that pass through.
 */
export function ownText(text: string): string {
  return text.length < SHARED_LENGTH ? text : structuredClone(text)
}
