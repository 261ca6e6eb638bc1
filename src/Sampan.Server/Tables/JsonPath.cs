using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables;

/// <summary>
/// The JSONPath that column definitions use: members (<c>.a</c>, <c>.a\.b</c>, <c>['a']</c>), elements (<c>[0]</c>,
/// <c>[-1]</c>, <c>[*]</c>) and filters on equality (<c>[?(@.type=="Ready")]</c>). A path that is not understood finds nothing.
/// </summary>
public sealed class JsonPath
{
    private readonly IReadOnlyList<Step>? _steps;

    private JsonPath(IReadOnlyList<Step>? steps) => _steps = steps;

    /// <summary>Reads a path, with or without the braces of a template.</summary>
    public static JsonPath Parse(string text)
    {
        text = text.Trim();
        text = text.StartsWith('{') && text.EndsWith('}') ? text[1..^1] : text;
        return new JsonPath(JsonPathParser.Parse(text));
    }

    /// <summary>The first value found, or null.</summary>
    public JsonElement? First(JsonElement root)
    {
        foreach (var value in _steps is null ? [] : Find(root, 0))
        {
            return value;
        }

        return null;
    }

    private IEnumerable<JsonElement> Find(JsonElement value, int step) =>
        step == _steps!.Count ? [value] : _steps[step].Apply(value).SelectMany(next => Find(next, step + 1));

    internal abstract record Step
    {
        public abstract IEnumerable<JsonElement> Apply(JsonElement value);
    }

    internal sealed record MemberStep(string Name) : Step
    {
        public override IEnumerable<JsonElement> Apply(JsonElement value) => value.Member(Name) is { } member ? [member] : [];
    }

    internal sealed record IndexStep(int Index) : Step
    {
        public override IEnumerable<JsonElement> Apply(JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                return [];
            }

            var index = Index < 0 ? Index + value.GetArrayLength() : Index;
            return index >= 0 && index < value.GetArrayLength() ? [value[index]] : [];
        }
    }

    internal sealed record EveryStep : Step
    {
        public override IEnumerable<JsonElement> Apply(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Object => value.EnumerateObject().Select(member => member.Value),
            _ => [],
        };
    }

    internal sealed record FilterStep(JsonPath Path, string Operand, bool IsEqual) : Step
    {
        public override IEnumerable<JsonElement> Apply(JsonElement value) => value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Where(item => Path.First(item) is { } found && found.ToString() == Operand == IsEqual)
            : [];
    }
}
