namespace Sampan.Charts.Values;

/// <summary>A word up to the next comma, or a list of words in braces; each is handed to <paramref name="convert"/>.</summary>
internal sealed class TextSetValueReader(SetText text, Func<string, object?> convert) : SetValueReader
{
    public override bool IsMissing => text.AtEnd;

    public override object? Read()
    {
        if (text.AtEnd)
        {
            return "";
        }

        if (text.Peek() != '{')
        {
            return convert(text.ReadUntil(",", out _));
        }

        text.Skip(1);
        return ReadList();
    }

    private List<object?> ReadList()
    {
        List<object?> list = [];
        while (true)
        {
            var word = text.ReadUntil(",}", out var stop);
            if (stop is null)
            {
                throw new SetExpressionException("list must terminate with '}'");
            }

            list.Add(convert(word));
            if (stop == '}')
            {
                if (text.Peek() == ',')
                {
                    text.Skip(1);
                }

                return list;
            }
        }
    }
}
