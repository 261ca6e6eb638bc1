using Sampan.Charts.Metadata;

namespace Sampan.Charts.Dependencies;

/// <summary>A declared dependency while it is processed: it takes its alias as name, and is enabled or not.</summary>
internal sealed class WorkingDependency(ChartDependency source)
{
    public string Name { get; set; } = source.Name;

    public string Version => source.Version;

    public string Alias => source.Alias;

    public string Condition => source.Condition;

    public IReadOnlyList<string> Tags => source.Tags;

    public bool Enabled { get; set; } = source.Enabled;

    public IReadOnlyList<object?> ImportValues { get; set; } = source.ImportValues;

    public ChartDependency Finish() => source with { Name = Name, Enabled = Enabled, ImportValues = ImportValues };
}
