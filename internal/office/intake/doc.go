// Package intake brings trade files into the lake: it reads them, resolves
// their places, leaves out totals that would be counted twice, writes a draft
// release and the quality report that a person sees before anything is
// published. Pages, the API and commands call the same few methods.
package intake
