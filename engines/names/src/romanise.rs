//! Other scripts in Latin letters: own tables for Arabic script (with Persian, Pashto and Kurdish letters), Cyrillic and
//! Ge'ez; `any_ascii` for the rest. Written for comparing, not for print: what a script leaves unwritten is not guessed.

/// One lower-case character in Latin letters. `first` says whether it opens a word: Arabic waw and ya are consonants
/// there and mostly long vowels elsewhere.
pub(crate) fn romanise(c: char, first: bool, out: &mut String) {
    match u32::from(c) {
        0..=0x7F => out.push(c),
        0x400..=0x52F => cyrillic(c, out),
        0x600..=0x6FF | 0x750..=0x77F => arabic(c, first, out),
        0x1200..=0x135A => geez(c, out),
        _ => out.push_str(&any_ascii::any_ascii_char(c).to_ascii_lowercase()),
    }
}

fn arabic(c: char, first: bool, out: &mut String) {
    out.push_str(match c {
        'ا' | 'أ' | 'آ' | 'إ' | 'ٱ' | 'ى' | 'ع' => "a",
        'ئ' | 'ؤ' | 'ء' | 'ـ' | 'ٔ' => "",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ټ' | 'ٹ' | 'ث' => "t",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' | 'ھ' | 'ہ' | 'ە' => "h",
        'ة' | 'ۀ' | 'ۂ' => "a",
        'خ' => "kh",
        'د' | 'ذ' | 'ض' | 'ډ' | 'ڈ' => "d",
        'ر' | 'ړ' | 'ڑ' | 'ڕ' => "r",
        'ز' | 'ظ' | 'ځ' => "z",
        'ژ' => "zh",
        'ږ' => "g",
        'س' | 'ص' | 'څ' => "s",
        'ش' | 'ښ' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ڤ' => "v",
        'ق' => "q",
        'ک' | 'ك' => "k",
        'گ' | 'ګ' => "g",
        'ل' | 'ڵ' => "l",
        'م' => "m",
        'ن' | 'ں' => "n",
        'ڼ' => "n",
        'و' | 'ۆ' | 'ۇ' => {
            if first {
                "w"
            } else {
                "u"
            }
        }
        'ي' | 'ی' | 'ې' | 'ۍ' | 'ے' | 'ێ' => {
            if first {
                "y"
            } else {
                "i"
            }
        }
        // Short vowels, doubling, Koranic signs: mostly unwritten, so they may not count when they are written.
        _ => "",
    });
}

fn cyrillic(c: char, out: &mut String) {
    out.push_str(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'ғ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ї' | 'ы' | 'й' | 'ј' => "i",
        'к' | 'қ' => "k",
        'л' | 'љ' => "l",
        'м' => "m",
        'н' | 'њ' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' | 'ү' | 'ұ' => "u",
        'ф' => "f",
        'х' | 'ҳ' | 'һ' => "kh",
        'ц' => "ts",
        'ч' | 'ћ' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        'ђ' | 'џ' => "dj",
        'ъ' | 'ь' => "",
        _ => any_ascii::any_ascii_char(c),
    });
}

/// The syllabary is regular: eight places a consonant, the place in the eight is the vowel.
fn geez(c: char, out: &mut String) {
    const CONSONANTS: [&str; 44] = [
        "h", "l", "h", "m", "s", "r", "s", "sh", "q", "qu", "q", "qu", "b", "v", "t", "ch", "kh", "khu", "n", "n", "",
        "k", "ku", "kh", "khu", "w", "", "z", "zh", "y", "d", "d", "j", "g", "gu", "g", "t", "ch", "p", "ts", "ts", "f",
        "p", "",
    ];
    const VOWELS: [&str; 8] = ["e", "u", "i", "a", "e", "", "o", "ua"];
    let offset = u32::from(c).saturating_sub(0x1200);
    let place = usize::try_from(offset / 8).unwrap_or(usize::MAX);
    let (Some(consonant), Some(vowel)) =
        (CONSONANTS.get(place), VOWELS.get(usize::try_from(offset % 8).unwrap_or(0)))
    else {
        return;
    };
    out.push_str(consonant);
    // A bare vowel sign in the sixth order is still a syllable: እ is written and spoken.
    out.push_str(if consonant.is_empty() && vowel.is_empty() { "e" } else { vowel });
}
