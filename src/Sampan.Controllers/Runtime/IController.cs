namespace Sampan.Controllers.Runtime;

/// <summary>A loop that keeps some part of a cluster in its desired state.</summary>
public interface IController
{
    /// <summary>The controller's name, for logs.</summary>
    string Name { get; }

    /// <summary>Runs until cancelled; then returns without an exception. Failures inside are logged and retried.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
