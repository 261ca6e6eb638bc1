using System.Collections;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>Any value as text or texts, as sprig's <c>strval</c> and <c>strslice</c> make them.</summary>
internal static class Texts
{
    public static string Of(object? value) => value switch
    {
        string text => text,
        byte[] bytes => GoText.FromBytes(bytes),
        _ => GoPrinter.Value(value),
    };

    /// <summary>A list's items, nulls left out; anything else is one text, null none.</summary>
    public static List<string> ListOf(object? value)
    {
        switch (value)
        {
            case null:
                return [];
            case List<string> texts:
                return texts;
            case IList list:
                var items = new List<string>(list.Count);
                foreach (var item in list)
                {
                    if (item is not null)
                    {
                        items.Add(Of(item));
                    }
                }

                return items;
            default:
                return [Of(value)];
        }
    }
}
