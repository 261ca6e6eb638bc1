using System.Globalization;
using System.Text.Json;

namespace Sampan.Controllers.Objects;

/// <summary>An IntOrString field that is a number or a share of a total, such as <c>maxSurge: 25%</c>.</summary>
internal static class IntOrPercent
{
    /// <summary>The number meant; null where the field is absent or neither number nor percentage.</summary>
    public static int? Resolve(JsonElement? field, int total, bool roundUp)
    {
        switch (field)
        {
            case { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value):
                return value;
            case { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 1 } percentage && percentage[^1] == '%'
                && int.TryParse(percentage.AsSpan(0, percentage.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent):
                var share = (double)percent * total / 100;
                return (int)(roundUp ? Math.Ceiling(share) : Math.Floor(share));
            default:
                return null;
        }
    }
}
