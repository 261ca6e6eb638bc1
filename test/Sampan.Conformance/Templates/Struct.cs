using Sampan.Templates.Functions;
using Sampan.Templates.Values;

namespace Sampan.Conformance.Templates;

/// <summary>A struct of fixed fields.</summary>
internal sealed record Struct(string GoType, IReadOnlyList<TemplateField> Fields) : ITemplateObject
{
    public string? ActionText { get; init; }

    public Func<string, TemplateFunction?>? Methods { get; init; }

    public TemplateFunction? Method(string name) => Methods?.Invoke(name);
}
