using Sampan.Templates.Functions;
using Sampan.Templates.Values;

namespace Sampan.Charts.Rendering;

/// <summary><c>.Capabilities.APIVersions</c>: a list of texts with a method <c>Has</c>.</summary>
internal sealed class VersionSet : List<string>, ITemplateObject
{
    private readonly TemplateFunction _has;

    public VersionSet(IEnumerable<string> versions)
        : base(versions) => _has = new TemplateFunction("Has", [ParameterType.Text], (_, arguments) => Contains((string)arguments[0]!));

    public string GoType => "chartutil.VersionSet";

    public TemplateFunction? Method(string name) => name == "Has" ? _has : null;
}
