package text

import "strings"

// DatesOf returns the style of dates that a catalog of words describes: its
// keys date, date.weekday, date.month and date.day are the patterns, weekdays
// (from Sunday) and months (from January) lists of names with spaces between.
// With eras, year.era takes the place of year inside the patterns.
func DatesOf(words map[string]string, eras bool) DateStyle {
	pattern := func(key string) string {
		if !eras || words["year"] == "" {
			return words[key]
		}
		return strings.ReplaceAll(words[key], words["year"], words["year.era"])
	}
	s := DateStyle{
		Date:        pattern("date"),
		DateWeekday: pattern("date.weekday"),
		Month:       pattern("date.month"),
		MonthDay:    words["date.day"],
		Eras:        JapaneseDates().Eras,
	}
	copy(s.Weekdays[:], strings.Fields(words["weekdays"]))
	copy(s.Months[:], strings.Fields(words["months"]))
	return s
}

// ShortNames returns the names of weekdays and months for narrow columns, from
// the keys weekdays.short and months.short of a catalog.
func ShortNames(words map[string]string) (months [12]string, weekdays [7]string) {
	copy(months[:], strings.Fields(words["months.short"]))
	copy(weekdays[:], strings.Fields(words["weekdays.short"]))
	return months, weekdays
}
