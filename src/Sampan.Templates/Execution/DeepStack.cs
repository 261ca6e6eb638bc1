using System.Runtime.ExceptionServices;

namespace Sampan.Templates.Execution;

/// <summary>Goes on with deep recursion on a fresh stack when the current one is nearly used up: Go's stacks grow, these do not.</summary>
internal static class DeepStack
{
    private const int StackSize = 64 << 20;

    /// <summary>Runs the action on another thread and waits for it; what it throws is thrown here.</summary>
    public static void Run(Action action)
    {
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
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
    }
}
