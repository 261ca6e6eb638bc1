using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Sampan.Templates.Execution;

/// <summary>Goes on with deep recursion on a fresh stack when the current one is nearly used up: Go's stacks grow, these do not.</summary>
internal static class DeepStack
{
    private const int StackSize = 64 << 20;

    /// <summary>Whether the current stack has room for more.</summary>
    public static bool HasRoom => RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>Runs the function on another thread and waits for it; what it throws is thrown here.</summary>
    public static T Run<T>(Func<T> function)
    {
        ExceptionDispatchInfo? thrown = null;
        T? result = default;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = function();
                }
                catch (Exception exception)
                {
                    thrown = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return result!;
    }
}
