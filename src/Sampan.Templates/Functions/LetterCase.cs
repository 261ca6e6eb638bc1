using System.Globalization;
using System.Text;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for the case of letters.</summary>
internal static class LetterCase
{
    public static void AddTo(FunctionTable table)
    {
        Add(table, "upper", text => Each(text, GoCase.Upper));
        Add(table, "lower", text => Each(text, GoCase.Lower));
        Add(table, "title", Title);
        Add(table, "untitle", Untitle);
        Add(table, "swapcase", Swap);
        Add(table, "snakecase", text => WordSplitter.Join(text, '_'));
        Add(table, "kebabcase", text => WordSplitter.Join(text, '-'));
        Add(table, "camelcase", Pascal);
    }

    private static void Add(FunctionTable table, string name, Func<string, string> change) =>
        table.Add(name, [ParameterType.Text], (_, arguments) => change((string)arguments[0]!));

    private static string Each(string text, Func<Rune, Rune> change)
    {
        var changed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            changed.Append(change(rune));
        }

        return changed.ToString();
    }

    /// <summary>The first letter of each word in title case; words end at what is no letter, digit or underscore.</summary>
    private static string Title(string text)
    {
        var title = new StringBuilder(text.Length);
        var wordBegins = true;
        foreach (var rune in text.EnumerateRunes())
        {
            title.Append(wordBegins ? GoCase.Title(rune) : rune);
            wordBegins = IsSeparator(rune);
        }

        return title.ToString();
    }

    private static bool IsSeparator(Rune rune) => rune.IsAscii
        ? !(char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_')
        : !Rune.IsLetter(rune) && !Rune.IsDigit(rune) && Rune.IsWhiteSpace(rune);

    private static string Untitle(string text)
    {
        var untitled = new StringBuilder(text.Length);
        var wordBegins = true;
        foreach (var rune in text.EnumerateRunes())
        {
            untitled.Append(wordBegins ? GoCase.Lower(rune) : rune);
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
                UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => GoCase.Lower(rune),
                UnicodeCategory.LowercaseLetter => wordBegins ? GoCase.Title(rune) : GoCase.Upper(rune),
                _ => rune,
            });
            wordBegins = Rune.IsWhiteSpace(rune);
        }

        return swapped.ToString();
    }

    /// <summary>
    /// Words joined, each with a capital: of connectors one is taken out, those at the ends stay. Capitals that follow a
    /// word's first one become small (<c>HTTPServer</c> is <c>Httpserver</c>).
    /// </summary>
    private static string Pascal(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var start = Array.FindIndex(runes, rune => !WordSplitter.IsConnector(rune));
        if (start < 0)
        {
            // What has no words gets its last connector twice.
            return runes.Length == 0 ? "" : text + runes[^1];
        }

        var pascal = new StringBuilder(text.Length).AppendJoin("", runes[..start]);
        var beganUpper = Rune.IsUpper(runes[start]);
        var pending = GoCase.Upper(runes[start]);
        foreach (var rune in runes[(start + 1)..])
        {
            var (previous, current) = (pending, rune);
            if (WordSplitter.IsConnector(previous))
            {
                if (WordSplitter.IsConnector(rune))
                {
                    pascal.Append(previous);
                }
                else
                {
                    beganUpper = Rune.IsUpper(rune);
                    current = GoCase.Upper(rune);
                }
            }
            else
            {
                beganUpper &= Rune.IsUpper(rune);
                current = beganUpper ? GoCase.Lower(rune) : rune;
                pascal.Append(previous);
            }

            pending = current;
        }

        return pascal.Append(pending).ToString();
    }
}
