using System.Globalization;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables;

/// <summary>Durations as Kubernetes prints them: the largest unit, and the next while the first is small (apimachinery's duration.HumanDuration).</summary>
public static class HumanDuration
{
    /// <summary>What stands for a time that is not known.</summary>
    public const string Unknown = "<unknown>";

    /// <summary>Text such as <c>5m30s</c>, <c>3h</c> or <c>2y12d</c>.</summary>
    public static string Of(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var minutes = (long)duration.TotalMinutes;
        var hours = (long)duration.TotalHours;
        var days = hours / 24;
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 2 * 60 => $"{seconds}s",
            _ when minutes < 10 => Two(minutes, "m", seconds % 60, "s"),
            _ when minutes < 3 * 60 => $"{minutes}m",
            _ when hours < 8 => Two(hours, "h", minutes % 60, "m"),
            _ when hours < 48 => $"{hours}h",
            _ when hours < 24 * 8 => Two(days, "d", hours % 24, "h"),
            _ when hours < 24 * 365 * 2 => $"{days}d",
            _ when hours < 24 * 365 * 8 => Two(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    /// <summary>How long ago a time was; <see cref="Unknown"/> where it is absent or no time.</summary>
    public static string Since(string? time, DateTimeOffset now) => TryParse(time, out var parsed) ? Of(now - parsed) : Unknown;

    /// <summary>The age of an object.</summary>
    internal static string Age(JsonElement root, DateTimeOffset now) => Since(root.Member("metadata")?.String("creationTimestamp"), now);

    internal static bool TryParse(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static string Two(long first, string firstUnit, long second, string secondUnit) =>
        second == 0 ? $"{first}{firstUnit}" : $"{first}{firstUnit}{second}{secondUnit}";
}
