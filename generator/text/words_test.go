package text

import "testing"

func TestDatesOfWords(t *testing.T) {
	words := map[string]string{
		"year": "{year}年", "year.era": "{year}年（{era}年）",
		"date": "{year}年{month}月{day}日", "date.weekday": "{year}年{month}月{day}日（{weekday}）",
		"date.month": "{year}年{month}月", "date.day": "{month}月{day}日",
		"weekdays": "日 月 火 水 木 金 土", "weekdays.short": "日 月 火 水 木 金 土",
		"months": "睦月 如月 弥生 卯月 皐月 水無月 文月 葉月 長月 神無月 霜月 師走", "months.short": "1 2 3 4 5 6 7 8 9 10 11 12",
	}
	plain, eras := DatesOf(words, false), DatesOf(words, true)
	for _, c := range []struct{ got, want string }{
		{plain.FormatDateWeekday(2026, 10, 31), "2026年10月31日（土）"},
		{plain.FormatMonth(2026, 10), "2026年10月"},
		{plain.FormatMonthDay(10, 31), "10月31日"},
		{plain.Months[9], "神無月"},
		{eras.FormatDate(2026, 10, 31), "2026年（令和8年）10月31日"},
		{eras.FormatMonth(2019, 5), "2019年（令和元年）5月"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	if months, weekdays := ShortNames(words); months[9] != "10" || weekdays[6] != "土" {
		t.Errorf("short names are %v and %v", months, weekdays)
	}
}
