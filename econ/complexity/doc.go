// Package complexity holds the indicators of economic complexity. So far it has
// Balassa's index of revealed comparative advantage.
package complexity
