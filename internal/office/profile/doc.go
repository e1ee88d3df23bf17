// Package profile tells what is known of one commodity or one country beyond
// the published figures: from every data set that is loaded its development,
// its partners or goods, its place in the world market; its place in the
// Harmonized System; and what reporter and partner say of the same trade. Every
// number comes with the query that gives it.
package profile
