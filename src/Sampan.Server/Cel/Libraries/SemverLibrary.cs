using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Semantic versions.</summary>
internal static class SemverLibrary
{
    private static readonly CelType Type = OpaqueTypes.Semver;

    public static IEnumerable<Overload> All =>
    [
        Overload.Of("semver", "string_to_semver", [CelType.String], Type, a => Parse(a, isLenient: false)),
        Overload.Of("semver", "string_bool_to_semver", [CelType.String, CelType.Bool], Type, a => Parse(a, ((BoolValue)a[1]).Value)),
        Overload.Of("isSemver", "is_semver_string", [CelType.String], CelType.Bool, a => BoolValue.Of(Parse(a, isLenient: false) is SemverValue)),
        Overload.Of("isSemver", "is_semver_string_bool", [CelType.String, CelType.Bool], CelType.Bool, a => BoolValue.Of(Parse(a, ((BoolValue)a[1]).Value) is SemverValue)),
        Overload.Member("isGreaterThan", "semver_is_greater_than", [Type, Type], CelType.Bool, a => BoolValue.Of(Of(a, 0).CompareTo(Of(a, 1)) > 0)),
        Overload.Member("isLessThan", "semver_is_less_than", [Type, Type], CelType.Bool, a => BoolValue.Of(Of(a, 0).CompareTo(Of(a, 1)) < 0)),
        Overload.Member("compareTo", "semver_compare_to", [Type, Type], CelType.Int, a => IntValue.Of(Of(a, 0).CompareTo(Of(a, 1)))),
        Overload.Member("major", "semver_major", [Type], CelType.Int, a => IntValue.Of(Of(a, 0).Major)),
        Overload.Member("minor", "semver_minor", [Type], CelType.Int, a => IntValue.Of(Of(a, 0).Minor)),
        Overload.Member("patch", "semver_patch", [Type], CelType.Int, a => IntValue.Of(Of(a, 0).Patch)),
    ];

    private static SemanticVersion Of(CelValue[] arguments, int at) => ((SemverValue)arguments[at]).Value;

    private static CelValue Parse(CelValue[] arguments, bool isLenient)
    {
        var text = ((StringValue)arguments[0]).Value;
        return SemanticVersion.Parse(text, isLenient) is { } version ? new SemverValue(version) : new ErrorValue("No Major.Minor.Patch elements found");
    }
}
