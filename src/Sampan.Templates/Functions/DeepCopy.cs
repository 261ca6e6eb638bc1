using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>Copies maps and lists with all that they hold.</summary>
public static class DeepCopy
{
    private const int MaximumDepth = 10_000;

    /// <summary>A copy that shares nothing mutable with the value. A named map becomes a plain one of the same content, unless it is the value itself.</summary>
    /// <exception cref="FunctionException">The value is nested too deeply, or contains itself.</exception>
    public static object? Of(object? value) => Of(value, 0);

    private static object? Of(object? value, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new FunctionException("the value is nested too deeply to be copied");
        }

        switch (value)
        {
            case Dictionary<string, object?> map:
                var copy = new Dictionary<string, object?>(map.Count, StringComparer.Ordinal);
                foreach (var (key, element) in map)
                {
                    copy[key] = Of(element, depth + 1);
                }

                return copy;
            case List<object?> list and not ITemplateObject:
                var items = new List<object?>(list.Count);
                foreach (var item in list)
                {
                    items.Add(Of(item, depth + 1));
                }

                return items;
            case List<string> texts and not ITemplateObject:
                return new List<string>(texts);
            default:
                return value;
        }
    }
}
