using ResponsibilityMatrix.Cli;

using var interruption = new Interruption();
return interruption.Of(App.Run(args, IOStreams.OfProcess(interruption.Token)));
