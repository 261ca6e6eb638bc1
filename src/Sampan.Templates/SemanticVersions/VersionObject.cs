using Sampan.Templates.Functions;
using Sampan.Templates.Serialization;
using Sampan.Templates.Values;

namespace Sampan.Templates.SemanticVersions;

/// <summary>A version as templates see it: <c>*semver.Version</c>.</summary>
internal sealed class VersionObject(SemanticVersion version, bool isPointer = true) : ITemplateObject, IJsonText
{
    private static readonly ParameterType Parameter = ParameterType.Other("*semver.Version", canBeNil: true, value => value is VersionObject);

    public string GoType => isPointer ? "*semver.Version" : "semver.Version";

    public string Text => version.ToString();

    public string JsonText => version.ToString();

    public IReadOnlyList<TemplateField> Fields =>
    [
        new("major", version.Major),
        new("minor", version.Minor),
        new("patch", version.Patch),
        new("pre", version.Prerelease),
        new("metadata", version.Metadata),
        new("original", version.Original),
    ];

    private SemanticVersion Version => version;

    public TemplateFunction? Method(string name) => name switch
    {
        "Major" => Of(name, () => version.Major),
        "Minor" => Of(name, () => version.Minor),
        "Patch" => Of(name, () => version.Patch),
        "Prerelease" => Of(name, () => version.Prerelease),
        "Metadata" => Of(name, () => version.Metadata),
        "Original" => Of(name, () => version.Original),
        "String" => Of(name, () => version.ToString()),
        "IncPatch" => Of(name, () => new VersionObject(version.NextPatch(), isPointer: false)),
        "IncMinor" => Of(name, () => new VersionObject(version.NextMinor(), isPointer: false)),
        "IncMajor" => Of(name, () => new VersionObject(version.NextMajor(), isPointer: false)),
        "SetPrerelease" => Changed(name, version.WithPrerelease),
        "SetMetadata" => Changed(name, version.WithMetadata),
        "Compare" => With(name, other => Boxes.Integer(version.CompareTo(other))),
        "LessThan" => With(name, other => Boxes.Of(version.CompareTo(other) < 0)),
        "LessThanEqual" => With(name, other => Boxes.Of(version.CompareTo(other) <= 0)),
        "GreaterThan" => With(name, other => Boxes.Of(version.CompareTo(other) > 0)),
        "GreaterThanEqual" => With(name, other => Boxes.Of(version.CompareTo(other) >= 0)),
        "Equal" => With(name, other => Boxes.Of(version.CompareTo(other) == 0)),
        _ => null,
    };

    private static TemplateFunction Of(string name, Func<object?> value) => new(name, [], (_, _) => value());

    private static TemplateFunction With(string name, Func<SemanticVersion, object?> value) => new(name, [Parameter], (_, arguments) =>
        value(((VersionObject?)arguments[0] ?? throw FunctionException.NilDereference()).Version));

    private static TemplateFunction Changed(string name, Func<string, SemanticVersion> change) => new(name, [ParameterType.Text], (_, arguments) =>
    {
        try
        {
            return new VersionObject(change((string)arguments[0]!), isPointer: false);
        }
        catch (FormatException exception)
        {
            throw new FunctionException(exception.Message);
        }
    });
}
