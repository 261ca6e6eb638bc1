using System.Globalization;
using System.Text.RegularExpressions;
using Sampan.Charts.Text;

namespace Sampan.Charts.Rendering;

/// <summary>A version of Kubernetes: <c>v1.36.0</c>, its major and minor number.</summary>
public sealed partial record KubeVersion(string Version, string Major, string Minor)
{
    /// <summary>Parses <c>1.36</c>, <c>v1.36.2</c> or <c>1.36.2-eks-1</c>; what follows the numbers is dropped. Throws <see cref="ChartException"/> with Helm's message.</summary>
    public static KubeVersion Parse(string text)
    {
        const string hint = "give a version such as 1.36.0";
        if (Format().Match(text) is not { Success: true } match)
        {
            throw new ChartException($"could not parse {GoText.Quote(text)} as version", hint);
        }

        var parts = match.Groups["numbers"].Value.Split('.');
        if (parts.Length < 2)
        {
            throw new ChartException($"illegal version string {GoText.Quote(text)}", hint);
        }

        var numbers = Array.ConvertAll(parts, part => ulong.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw new ChartException($"illegal non-numeric version component {GoText.Quote(part)} in {GoText.Quote(text)}: strconv.ParseUint: parsing {GoText.Quote(part)}: value out of range", hint));
        return new KubeVersion("v" + string.Join('.', numbers), numbers[0], numbers[1]);
    }

    [GeneratedRegex("^\\s*v?(?<numbers>[0-9]+(?:\\.[0-9]+)*)", RegexOptions.CultureInvariant)]
    private static partial Regex Format();
}
