using System.Globalization;
using System.Text.RegularExpressions;

namespace Sampan.Server.Admission.PodSecurity;

/// <summary>What a namespace's <c>pod-security.kubernetes.io</c> labels ask for.</summary>
/// <remarks>A level that cannot be read enforces and audits the strictest standard and warns of nothing, a version the newest one.</remarks>
internal sealed partial record SecurityLabels(LevelVersion Enforce, LevelVersion Audit, LevelVersion Warn)
{
    private const string Prefix = "pod-security.kubernetes.io/";

    /// <summary>Reads the labels.</summary>
    public static SecurityLabels Of(IReadOnlyDictionary<string, string> labels) =>
        new(Read(labels, "enforce", SecurityLevel.Restricted), Read(labels, "audit", SecurityLevel.Restricted), Read(labels, "warn", SecurityLevel.Privileged));

    /// <summary>What is wrong with the labels: field, value and reason of each.</summary>
    public static IEnumerable<(string Label, string Value, string Reason)> Faults(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var mode in (string[])["enforce", "audit", "warn"])
        {
            if (labels.TryGetValue(Prefix + mode, out var level) && Parse(level) is null)
            {
                yield return (Prefix + mode, level, "must be one of privileged, baseline, restricted");
            }

            if (labels.TryGetValue($"{Prefix}{mode}-version", out var version) && !Version().IsMatch(version))
            {
                yield return ($"{Prefix}{mode}-version", version, "must be \"latest\" or \"v1.x\"");
            }
        }
    }

    private static LevelVersion Read(IReadOnlyDictionary<string, string> labels, string mode, SecurityLevel unreadable) =>
        labels.TryGetValue(Prefix + mode, out var level)
            ? new LevelVersion(Parse(level) ?? unreadable, Minor(labels.GetValueOrDefault($"{Prefix}{mode}-version", "")))
            : default;

    private static SecurityLevel? Parse(string level) => level switch
    {
        "privileged" => SecurityLevel.Privileged,
        "baseline" => SecurityLevel.Baseline,
        "restricted" => SecurityLevel.Restricted,
        _ => null,
    };

    private static int? Minor(string version) =>
        Version().Match(version) is { Success: true } match && match.Groups[1].Length > 0
        && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : null;

    [GeneratedRegex(@"^(?:latest|v1\.(0|[1-9][0-9]{0,5}))\z")]
    private static partial Regex Version();
}
