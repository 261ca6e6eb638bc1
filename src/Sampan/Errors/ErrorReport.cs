using Sampan.Charts;
using Sampan.Kubernetes.Clusters.Http;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Yaml;
using Sampan.Releases.Declarations;
using Sampan.Releases.Life;

namespace Sampan.Errors;

/// <summary>Turns an exception into the one message that a user sees, and the exit code.</summary>
internal static class ErrorReport
{
    public const int Failure = 1;
    public const int Interrupted = 130;

    /// <summary>Runs a command; whatever it throws becomes one message on standard error.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command, CancellationToken cancellationToken)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"sampan: {Message(exception)}");
            return Failure;
        }
    }

    /// <summary>The message. Unforeseen exceptions are told as such, with the place they come from, without a stack trace.</summary>
    public static string Message(Exception exception) => exception switch
    {
        UserException or DeclarationException or ReleaseException or ChartException or YamlSyntaxException or ApiException or KubeconfigException or InvalidDataException => exception.Message,
        HttpRequestException http => $"the cluster cannot be reached: {http.Message}",
        IOException or UnauthorizedAccessException => exception.Message,
        _ => $"internal error ({exception.GetType().Name}{Place(exception)}): {exception.Message.TrimEnd('.')}. Please report it with the command line that led here",
    };

    // The method that threw it, without which a report says little.
    private static string Place(Exception exception)
    {
        var frame = (exception.StackTrace ?? "").TrimStart();
        var end = frame.IndexOf('(');
        return frame.StartsWith("at ", StringComparison.Ordinal) && end > 0 ? $" in {frame["at ".Length..end]}" : "";
    }
}
