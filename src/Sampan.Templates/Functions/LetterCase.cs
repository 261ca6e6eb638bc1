using System.Globalization;
using System.Text;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for the case of letters.</summary>
internal static class LetterCase
{
    public static void AddTo(FunctionTable table)
    {
        Add(table, "upper", text => text.ToUpperInvariant());
        Add(table, "lower", text => text.ToLowerInvariant());
        Add(table, "title", Title);
        Add(table, "untitle", Untitle);
        Add(table, "swapcase", Swap);
        Add(table, "snakecase", text => WordSplitter.Join(text, '_'));
        Add(table, "kebabcase", text => WordSplitter.Join(text, '-'));
        Add(table, "camelcase", Pascal);
    }

    private static void Add(FunctionTable table, string name, Func<string, string> change) =>
        table.Add(name, [ParameterType.Text], (_, arguments) => change((string)arguments[0]!));

    /// <summary>The first letter of each word in title case; words end at what is no letter, digit or underscore.</summary>
    private static string Title(string text)
    {
        var title = new StringBuilder(text.Length);
        var wordBegins = true;
        foreach (var rune in text.EnumerateRunes())
        {
            title.Append(wordBegins ? TitleCase(rune) : rune);
            wordBegins = IsSeparator(rune);
        }

        return title.ToString();
    }

    private static bool IsSeparator(Rune rune) => rune.IsAscii
        ? !(char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_')
        : !Rune.IsLetter(rune) && !Rune.IsDigit(rune) && Rune.IsWhiteSpace(rune);

    private static Rune TitleCase(Rune rune) => rune.Value switch
    {
        0x01C4 or 0x01C5 or 0x01C6 => new Rune(0x01C5),
        0x01C7 or 0x01C8 or 0x01C9 => new Rune(0x01C8),
        0x01CA or 0x01CB or 0x01CC => new Rune(0x01CB),
        0x01F1 or 0x01F2 or 0x01F3 => new Rune(0x01F2),
        _ => Rune.ToUpperInvariant(rune),
    };

    private static string Untitle(string text)
    {
        var untitled = new StringBuilder(text.Length);
        var wordBegins = true;
        foreach (var rune in text.EnumerateRunes())
        {
            untitled.Append(wordBegins ? Rune.ToLowerInvariant(rune) : rune);
            wordBegins = Rune.IsWhiteSpace(rune);
        }

        return untitled.ToString();
    }

    private static string Swap(string text)
    {
        var swapped = new StringBuilder(text.Length);
        var wordBegins = true;
        foreach (var rune in text.EnumerateRunes())
        {
            swapped.Append(Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => Rune.ToLowerInvariant(rune),
                UnicodeCategory.LowercaseLetter => wordBegins ? TitleCase(rune) : Rune.ToUpperInvariant(rune),
                _ => rune,
            });
            wordBegins = Rune.IsWhiteSpace(rune);
        }

        return swapped.ToString();
    }

    /// <summary>Words joined, each with a capital: connectors at the ends stay. A word of capitals keeps just the first.</summary>
    private static string Pascal(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var start = Array.FindIndex(runes, rune => !WordSplitter.IsConnector(rune));
        if (start < 0)
        {
            return text;
        }

        var pascal = new StringBuilder(text.Length);
        pascal.AppendJoin("", runes[..start]);
        var pending = 0;
        for (var i = start; i < runes.Length; i++)
        {
            if (WordSplitter.IsConnector(runes[i]))
            {
                pending++;
                continue;
            }

            var wordBegins = i == start || pending > 0;
            if (pending > 1)
            {
                pascal.AppendJoin("", runes[(i - pending)..(i - 1)]);
            }

            pending = 0;
            var keepsCase = !wordBegins && !(Rune.IsUpper(runes[i]) && Rune.IsUpper(runes[i - 1]) && (i + 1 == runes.Length || !Rune.IsLower(runes[i + 1])));
            pascal.Append(wordBegins ? Rune.ToUpperInvariant(runes[i]) : keepsCase ? runes[i] : Rune.ToLowerInvariant(runes[i]));
        }

        return pascal.AppendJoin("", runes[(runes.Length - pending)..]).ToString();
    }
}
