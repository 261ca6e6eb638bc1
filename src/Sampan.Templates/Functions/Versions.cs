using Sampan.Templates.SemanticVersions;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for semantic versions.</summary>
internal static class Versions
{
    public static void AddTo(FunctionTable table)
    {
        table.Add("semver", [ParameterType.Text], (_, arguments) => new VersionObject(Parse((string)arguments[0]!, SemanticVersion.Parse)));
        table.Add("semverCompare", [ParameterType.Text, ParameterType.Text], (_, arguments) =>
        {
            var constraint = Parse((string)arguments[0]!, VersionConstraint.Parse);
            return Boxes.Of(constraint.IsSatisfiedBy(Parse((string)arguments[1]!, SemanticVersion.Parse)));
        });
    }

    private static T Parse<T>(string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException exception)
        {
            throw new FunctionException(exception.Message);
        }
    }
}
