using Sampan.Charts.Testing.Suites;

namespace Sampan.Charts.Testing.Assertions;

using Map = Dictionary<string, object?>;

/// <summary>Reads assertions: one type with its parameters, and next to it <c>not</c>, <c>template</c> and which documents are meant.</summary>
internal static class AssertionReader
{
    /// <summary>Reads one; throws <see cref="ChartException"/> with file, line and column.</summary>
    public static Assertion Read(SuiteFields fields)
    {
        var types = fields.Entries.Select(entry => entry.Key).Where(AssertionTypes.All.ContainsKey).ToArray();
        if (types.Length > 1)
        {
            throw fields.Error($"assertion type `{types[0]}` and `{types[1]}` is declared duplicately", types[1]);
        }

        if (types.Length == 0)
        {
            var unknown = fields.Entries.Select(entry => entry.Key).FirstOrDefault(name => name is not ("template" or "documentIndex" or "documentSelector" or "not"));
            throw unknown is null ? fields.Error("no assertion type defined") : fields.Error($"Assertion type `{unknown}` is invalid", unknown);
        }

        var name = types[0];
        var type = AssertionTypes.All[name];
        return new Assertion
        {
            Type = name,
            Check = type.Create(fields.Value(name) is null or Map ? new CheckParameters(fields.Fields(name)) : throw fields.Error($"{name} takes a mapping of parameters", name)),
            IsAntonym = type.IsAntonym,
            ExpectsSuccess = type.ExpectsSuccess,
            Not = fields.Value("not") is true,
            Template = fields.Value("template") as string ?? "",
            DocumentIndex = fields.Value("documentIndex") is long index ? (int)Math.Clamp(index, -1, int.MaxValue) : -1,
            Selector = fields.Value("documentSelector") is Map ? DocumentSelector.Read(fields.Fields("documentSelector")) : null,
        };
    }
}
