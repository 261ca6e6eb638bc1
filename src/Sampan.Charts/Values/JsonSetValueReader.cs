using System.Text;
using System.Text.Json;

namespace Sampan.Charts.Values;

/// <summary><c>--set-json</c>: one JSON value, then white space and at most one comma; nothing at all is null.</summary>
internal sealed class JsonSetValueReader(SetText text) : SetValueReader
{
    public override object? Read()
    {
        if (SkipToValue())
        {
            return null;
        }

        var utf8 = Encoding.UTF8.GetBytes(text.Rest.ToString());
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowMultipleValues = true });
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var value = JsonValues.ToValue(document.RootElement);
            text.Skip(Encoding.UTF8.GetCharCount(utf8.AsSpan(0, (int)reader.BytesConsumed)));
            SkipToValue();
            return value;
        }
        catch (JsonException exception)
        {
            throw new SetExpressionException($"invalid JSON value: {exception.Message}");
        }
    }

    /// <summary>Skips white space and a comma after it; true when no value follows before the comma or the end.</summary>
    private bool SkipToValue()
    {
        while (!text.AtEnd)
        {
            var next = text.Peek();
            if (next != ',' && !char.IsWhiteSpace(next))
            {
                return false;
            }

            text.Skip(1);
            if (next == ',')
            {
                return true;
            }
        }

        return true;
    }
}
