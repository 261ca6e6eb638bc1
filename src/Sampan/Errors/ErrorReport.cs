using Sampan.Charts;
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

    /// <summary>The message. Unforeseen exceptions are told as such, without a stack trace.</summary>
    public static string Message(Exception exception) => exception switch
    {
        UserException or DeclarationException or ReleaseException or ChartException or YamlSyntaxException or ApiException or InvalidDataException => exception.Message,
        HttpRequestException http => $"the cluster cannot be reached: {http.Message}",
        IOException or UnauthorizedAccessException => exception.Message,
        _ => $"internal error ({exception.GetType().Name}): {exception.Message}. Please report it with the command line that led here",
    };
}
